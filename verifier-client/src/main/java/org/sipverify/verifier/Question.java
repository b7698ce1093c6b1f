package org.sipverify.verifier;

/** A question that was put to a verifier and may still be open. */
@FunctionalInterface
public interface Question {
    /** What was answered at once: there is nothing to cancel. */
    Question ANSWERED = () -> {};

    /**
     * Gives it up: its request is aborted, its connection is closed (HTTP/1.1 has no other way), and no verification
     * follows. May be called any number of times, on any thread.
     */
    void cancel();
}

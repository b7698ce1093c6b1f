package org.sipverify.index;

/** A search that took too long was stopped. */
public final class SlowSearchException extends IndexException {
    SlowSearchException() {
        super("the search took too long: give a number, a Call-ID or a shorter period");
    }
}

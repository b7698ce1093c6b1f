package org.sipverify.sip;

/** What the application does with each new call. */
@FunctionalInterface
public interface CallHandler {
    /**
     * Handles one call until it is answered. Runs on the call's own thread and may block; that thread is interrupted
     * when the caller sends CANCEL or the server closes. A call that it leaves unanswered is answered 500.
     */
    void onInvite(IncomingCall call) throws InterruptedException;
}

package org.sipverify.sip;

/** What the application does with each new call. */
@FunctionalInterface
public interface CallHandler {
    /**
     * Sees one call through to its answer. Runs on a thread of the call's own and may block; that thread is interrupted
     * when the caller sends CANCEL or the server closes. A call left unanswered is answered 500.
     */
    void onInvite(IncomingCall call) throws InterruptedException;
}

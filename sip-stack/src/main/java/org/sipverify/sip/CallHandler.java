package org.sipverify.sip;

/** What the application does with each new call. */
@FunctionalInterface
public interface CallHandler {
    /**
     * Begins to handle one call. Runs in the lane of the call, on a thread of the network: it must not wait. What takes
     * time is asked for, and the call goes on with {@link IncomingCall#inLane} when it is there. A call that is neither
     * answered nor waits for anything when this returns, or that fails, is answered 500.
     */
    void onInvite(IncomingCall call);

    /** An INVITE was refused before it became a call. For records; runs on a thread of the network, and must not wait. */
    default void onRefused(RefusedInvite invite) {}
}

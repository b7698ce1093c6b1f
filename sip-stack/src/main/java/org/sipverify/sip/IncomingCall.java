package org.sipverify.sip;

import java.time.Duration;

/**
 * A call that rings and waits for its answer: one INVITE server transaction (RFC 3261 section 17.2.1). When the answer
 * takes longer than a moment, the caller is sent 100 Trying by itself.
 */
public interface IncomingCall {
    Invite invite();

    /** How long ago the INVITE was read, by a clock that nobody sets: never negative, whatever becomes of the time of day. */
    Duration age();

    /**
     * Answers the call. Only the first answer counts.
     *
     * @return false when the call has its answer already, or its caller has given it up
     */
    boolean answer(Answer answer);

    /**
     * Runs the action once, when the call is over: answered and acknowledged, abandoned, or failed. One action a call;
     * a second one replaces the first.
     */
    void onEnd(Runnable action);
}

package org.sipverify.sip;

import java.time.Duration;
import java.util.function.Consumer;

/**
 * A call that waits for its answer: one INVITE server transaction (RFC 3261 section 17.2.1). If the answer takes more
 * than a moment, the server sends 100 Trying.
 */
public interface IncomingCall {
    Invite invite();

    /** Time since the INVITE was read, by a monotonic clock: never negative, even when the time of day is changed. */
    Duration age();

    /**
     * Answers the call. Only the first answer counts.
     *
     * @param then called once with what happened to the answer, before the end of the call; must not block
     */
    void answer(Answer answer, Consumer<Delivery> then);

    /** Answers the call, without a report of what happened to the answer. */
    default void answer(Answer answer) {
        answer(answer, delivery -> {});
    }

    /**
     * Runs the action once, when the call is over: answered and acknowledged, abandoned, or failed. One action a call;
     * a second one replaces the first. It must not hold a reference to the INVITE, which an answered call no longer
     * keeps.
     */
    void onEnd(Runnable action);
}

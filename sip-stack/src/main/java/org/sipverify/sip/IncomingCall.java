package org.sipverify.sip;

import java.time.Duration;
import java.util.function.Consumer;

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
     * @param then told once what became of the answer, before the end of the call; must not block
     */
    void answer(Answer answer, Consumer<Delivery> then);

    /** Answers the call, whatever becomes of the answer. */
    default void answer(Answer answer) {
        answer(answer, delivery -> {});
    }

    /**
     * Runs the action once, when the call is over: answered and acknowledged, abandoned, or failed. One action a call;
     * a second one replaces the first. It must not hold the INVITE: of that an answered call keeps nothing.
     */
    void onEnd(Runnable action);
}

package org.sipverify.sip;

import java.time.Duration;
import java.util.function.Consumer;
import org.sipverify.bridge.CallWatcher;

/**
 * A call that waits for its answer: one INVITE server transaction (RFC 3261 section 17.2.1). If the answer takes more
 * than a moment, the server sends 100 Trying. What happens to a call happens in its lane, one thing after the other: its
 * handler, the steps that follow, a CANCEL. So of an answer and a CANCEL exactly one wins.
 */
public interface IncomingCall {
    Invite invite();

    /** Whether the operator named its source, in {@code sip.admission.allow}. */
    boolean isNamed();

    /** Time since the INVITE was read, by a monotonic clock: never negative, even when the time of day is changed. */
    Duration age();

    /**
     * Goes on with the call when something that was asked for is there. To be called in the lane of the call.
     *
     * @param step takes what was asked for, in the lane of the call; skipped if the call is decided by then
     * @return takes it on any thread, once; until then the call may be without an answer. A thread that is in the lane
     *     already takes the step at once
     */
    <T> Consumer<T> inLane(Consumer<T> step);

    /** As {@link #inLane(Consumer)}, for what brings no value. */
    default Runnable inLane(Runnable step) {
        Consumer<Boolean> taken = inLane(value -> step.run());
        return () -> taken.accept(true);
    }

    /**
     * Runs the action, in the lane of the call, if the call ends before it is answered: the caller sends CANCEL, or the
     * server closes. The caller gets its response without it. One action a call; a second one replaces the first.
     */
    void onCancel(Runnable action);

    /**
     * Answers the call, on any thread. Only the first answer counts.
     *
     * @param then called once, in the lane of the call, with what happened to the answer, before the end of the call
     */
    void answer(Answer answer, Consumer<Delivery> then);

    /** Answers the call, without a report of what happened to the answer. */
    default void answer(Answer answer) {
        answer(answer, delivery -> {});
    }

    /**
     * Takes the call on to its callee and stays in between, as a back-to-back user agent (RFC 7092). Counts as the answer
     * of the call, so it does nothing after another one. Returns at once, and is to be called in the lane of the call.
     * What cannot be bridged is answered by the server, and the watcher is told that the server has ended it.
     *
     * @param watcher told of what happens, in the lane of the call; its last event is before the end of the call
     */
    void bridge(Forwarding forwarding, CallWatcher watcher);

    /**
     * Runs the action once, when the call is over: answered and acknowledged, abandoned, failed, or bridged and
     * hung up. One action a call;
     * a second one replaces the first. It must not hold a reference to the INVITE, which an answered call no longer
     * keeps.
     */
    void onEnd(Runnable action);
}

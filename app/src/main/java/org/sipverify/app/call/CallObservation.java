package org.sipverify.app.call;

import java.time.Duration;
import java.util.List;

/**
 * Follows one call, in its lane: nothing here may wait. Exactly one of {@link #answered} and {@link #cancelled} is called,
 * unless the call is refused.
 */
public interface CallObservation {
    /** All of these as one, in their order. */
    static CallObservation all(List<CallObservation> observations) {
        return new CallObservations(observations);
    }

    /** Does nothing. */
    Runnable NOTHING = () -> {};

    /**
     * Runs this once what must be recorded before the call is answered is recorded, or given up: at once, or later on any
     * thread.
     */
    default void whenRecorded(Runnable then) {
        then.run();
    }

    /**
     * Whether the call must be rejected, because it cannot be recorded and the operator wants no such call. Known once
     * {@link #whenRecorded} has gone on.
     */
    default boolean refusesCall() {
        return false;
    }

    /** Verification has ended, and the policy is asked next. */
    default void verified(Finding finding) {}

    /** The call is bridged: messages with this Call-ID belong to it too. Each of its legs has one. */
    default void dialled(String callId) {}

    /** The call is bridged, and this target is asked next. */
    default void tried(String target) {}

    /** The call has its final response; a bridged one from its target. */
    default void answered(CallResult result) {}

    /**
     * The caller gave up before the response, or before the call was bridged.
     *
     * @param took from the INVITE on
     */
    default void cancelled(Duration took) {}

    /** A bridged call has ended on both sides, however far it came. */
    default void ended(BridgedCall call) {}

    /** What to do when the call is over. It may outlive the call by half a minute, so it must not hold the INVITE. */
    default Runnable atEnd() {
        return NOTHING;
    }
}

package org.sipverify.app.call;

import java.time.Duration;

/** Follows one call. Exactly one of {@link #answered} and {@link #cancelled} is called, on a thread of the call. */
public interface CallObservation {
    /** Does nothing. */
    Runnable NOTHING = () -> {};

    /** Whether the call must be rejected, because it cannot be recorded and the operator wants no such call. */
    default boolean refusesCall() {
        return false;
    }

    /** Verification has ended, and the policy is asked next. */
    default void verified(Finding finding) {}

    /** The call has its final response. */
    default void answered(CallResult result) {}

    /**
     * The caller gave up before the response.
     *
     * @param took from the INVITE on
     */
    default void cancelled(Duration took) {}

    /** What to do when the call is over. It may outlive the call by half a minute, so it must not hold the INVITE. */
    default Runnable atEnd() {
        return NOTHING;
    }
}

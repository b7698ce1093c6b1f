package org.sipverify.app.sips;

/** Hears of probes, on their threads. */
public interface SipsMeter {
    /** Which request is sent. */
    enum Kind {
        OPTIONS,
        REGISTER,
        INVITE,
        SUBSCRIBE
    }

    /** Why a probe did not run. */
    enum Refusal {
        /** It must not go there. */
        TARGET,
        /** Its client asks too often. */
        RATE,
        /** Too many run. */
        CONCURRENT
    }

    /** One ran; the outcome is success, rejected (the answer is no 2xx) or the name of an error. */
    void probed(Kind kind, String outcome);

    /** One did not run. */
    void refused(Refusal why);
}

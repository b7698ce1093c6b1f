package org.sipverify.sip;

import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import org.sipverify.sip.admission.AdmissionConfig;
import org.sipverify.sip.transport.TransportLimits;

/** Limits that no ordinary test reaches. */
final class Samples {
    /** Callers on this machine are known. */
    static final AdmissionConfig TRUSTING = admission("allow = [\"127.0.0.0/8\", \"::1\"]");

    static final TransportLimits LIMITS = new TransportLimits(
            16 << 10,
            64 << 10,
            2000,
            Duration.ofMinutes(1),
            1000,
            1000,
            Duration.ofMinutes(1),
            Duration.ofMinutes(1),
            1 << 20);

    /** The shipped settings, but for these. */
    static AdmissionConfig admission(String settings) {
        return AdmissionConfig.from(ConfigFactory.parseString(settings)
                .withFallback(ConfigFactory.parseResources("reference.conf").getConfig("sip.admission")));
    }

    private Samples() {}
}

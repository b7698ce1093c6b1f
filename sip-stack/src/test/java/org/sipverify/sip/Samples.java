package org.sipverify.sip;

import java.time.Duration;
import org.sipverify.sip.transport.TransportLimits;

/** Limits that no ordinary test reaches. */
final class Samples {
    static final TransportLimits LIMITS = new TransportLimits(
            16 << 10,
            64 << 10,
            2000,
            Duration.ofSeconds(5),
            1000,
            1000,
            Duration.ofMinutes(1),
            Duration.ofSeconds(10),
            1 << 20);

    private Samples() {}
}

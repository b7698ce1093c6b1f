package org.sipverify.sip.stack;

import java.time.Duration;
import org.sipverify.sip.SessionConfig;
import org.sipverify.sip.client.OutboundConfig;
import org.sipverify.sip.client.Timing;

/** A bridge whose legs lose patience soon. */
public final class QuickBridge {
    /** With a T1 of 20 ms, so that what has 64 times T1 has 1.3 s. */
    public static void on(SipServer server, OutboundConfig settings, SessionConfig sessions) {
        var timing = new Timing(Duration.ofMillis(20), Duration.ofMillis(160), Duration.ofSeconds(1));
        server.bridgeCalls(settings, sessions, timing);
    }

    private QuickBridge() {}
}

package org.sipverify.sip.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.sipverify.sip.client.RequestSender.Manner;

/** The timers of the standard in their full length, side by side. */
@Tag("slow")
class StandardTimersTest extends Sending {
    @Test
    void sevenInvitesAndElevenOptionsIn32Seconds() throws Exception {
        try (var standard = client(Timing.RFC_3261, 10)) {
            var others = new Events();
            var begun = System.nanoTime();
            standard.sender().send(request("INVITE", target()), new Manner(LONG), events);
            standard.sender().send(request("OPTIONS", target()), new Manner(LONG), others);

            assertEquals("TIMEOUT", events.next());
            assertEquals("TIMEOUT", others.next());

            var seconds = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun) / 1000.0;
            assertTrue(seconds > 31.9 && seconds < 40, seconds + " s");
            var invites = 0;
            var options = 0;
            for (var request = server.within(1); request.isPresent(); request = server.within(1)) {
                invites += request.get().method().equals("INVITE") ? 1 : 0;
                options += request.get().method().equals("OPTIONS") ? 1 : 0;
            }
            assertEquals(7, invites);
            assertEquals(11, options);
            assertEquals(0, standard.transactions());
        }
    }
}

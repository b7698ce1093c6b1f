package org.sipverify.sip.stack;

import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.sipverify.sip.Answer;
import org.sipverify.sip.testbed.CountingMeter;
import org.sipverify.sip.testbed.Samples;
import org.sipverify.sip.testbed.WaitingHandler;
import org.sipverify.sip.trace.MessageTrace;
import org.sipverify.sip.transport.Transport;
import org.sipverify.testkit.Eventually;
import org.sipverify.testkit.FreePort;

/** A server with settings of its own for admission, and a clock that a test moves. */
abstract class AdmissionServer {
    private static final Answer MOVED =
            new Answer(302, "Moved Temporarily").with("Contact", "<sip:+14155551234@pbx.example>");
    /** Datagrams that are sent before it is seen that they came: the kernel's buffer holds a few hundred. */
    static final int AT_ONCE = 25;

    final CountingMeter meter = new CountingMeter();
    final CountDownLatch release = new CountDownLatch(1);
    final AtomicLong now = new AtomicLong();
    int port;
    SipServer server;

    @AfterEach
    void stop() {
        release.countDown();
        server.close();
    }

    void awaitCalls(int count) throws InterruptedException {
        Eventually.isTrue(() -> server.callsInHand() >= count);
    }

    /** Its clock stands still until a test moves it: no rate recovers and no ban ends while this machine is busy. */
    void start(String settings, int maxCalls) throws Exception {
        port = FreePort.next();
        var both = Set.of(Transport.UDP, Transport.TCP);
        var config = Samples.config(
                "127.0.0.1", port, both, "", maxCalls, 7, 1300, Samples.LIMITS, Samples.admission(settings));
        server = SipServer.start(
                config,
                new WaitingHandler(call -> {
                    if (call.invite().headers().first("X-Wait").isPresent()) {
                        release.await();
                    }
                    call.answer(MOVED);
                }),
                meter,
                MessageTrace.NONE,
                now::get);
    }
}

package org.sipverify.sip.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.sipverify.sip.Answer;
import org.sipverify.sip.SipMeter;
import org.sipverify.sip.client.RequestSender.Manner;
import org.sipverify.sip.dns.Target;
import org.sipverify.sip.stack.SipServer;
import org.sipverify.sip.testbed.Samples;
import org.sipverify.sip.transport.Transport;
import org.sipverify.testkit.Eventually;
import org.sipverify.testkit.FreePort;

/** 50,000 requests out, INVITE and OPTIONS in turn; nothing of them is left. */
@Tag("slow")
class ManyRequestsTest extends Sending {
    private static final int MANY = 50_000;
    private static final int AT_ONCE = 200;
    private static final Timing BRISK =
            new Timing(Duration.ofMillis(200), Duration.ofMillis(800), Duration.ofSeconds(1));

    @Test
    void theTableIsEmptyAfterwards() throws Exception {
        var port = FreePort.next();
        var config = Samples.config(
                "127.0.0.1", port, Set.of(Transport.UDP), "", 1000, 5, 1300, Samples.LIMITS, Samples.TRUSTING);
        var room = new Semaphore(AT_ONCE);
        var answered = new AtomicInteger();
        var failed = new AtomicInteger();
        try (var far = SipServer.start(config, call -> call.answer(new Answer(404, "Not Found")), SipMeter.NONE);
                var many = client(BRISK, 1 << 17)) {
            var target = Target.parse("127.0.0.1:" + port);
            for (var sent = 0; sent < MANY; sent++) {
                assertEquals(true, room.tryAcquire(30, TimeUnit.SECONDS), "no request was answered for 30 s");
                var request = request(sent % 2 == 0 ? "INVITE" : "OPTIONS", target);
                many.sender().send(request, new Manner(LONG), new ResponseListener() {
                    @Override
                    public void answered(Response response) {
                        answered.incrementAndGet();
                        room.release();
                    }

                    @Override
                    public void failed(RequestFailure why) {
                        failed.incrementAndGet();
                        room.release();
                    }
                });
            }

            Eventually.isTrue(() -> answered.get() + failed.get() == MANY);
            assertEquals(0, failed.get());
            Eventually.isTrue(() -> many.transactions() == 0);
            Eventually.isTrue(() -> far.transactions() == 0);
        }
    }
}

package org.sipverify.sip;

import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.sipverify.sip.transport.Transport;

/** A server and a caller over UDP, for tests to begin with. */
abstract class ServerAndCaller {
    static final Answer MOVED = new Answer(302, "Moved Temporarily")
            .with("Contact", "<sip:+14155551234@pbx.example>")
            .with("X-VVP-Status", "VALID");

    final BlockingQueue<IncomingCall> calls = new LinkedBlockingQueue<>();
    final CountDownLatch release = new CountDownLatch(1);
    int port;
    Peer caller;
    SipServer server;

    @BeforeEach
    void open() throws Exception {
        port = FreePort.next();
        caller = new Peer(port);
    }

    @AfterEach
    void close() {
        release.countDown();
        caller.close();
        if (server != null) {
            server.close();
        }
    }

    void start(CallHandler handler) throws CannotListenException {
        server = SipServer.start(config(100), handler, SipMeter.NONE);
    }

    SipConfig config(int maxCalls) {
        return new SipConfig(
                "127.0.0.1",
                port,
                Set.of(Transport.UDP, Transport.TCP),
                "",
                maxCalls,
                7,
                1300,
                Samples.LIMITS,
                Samples.TRUSTING);
    }

    Message invite() {
        return Message.of("INVITE", caller.port());
    }

    static String tag(String message) {
        var found = Pattern.compile("(?m)^To: .*;tag=(\\S+)").matcher(message);
        return found.find() ? found.group(1) : "";
    }
}

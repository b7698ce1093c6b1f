package org.sipverify.sip.testbed;

import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.sipverify.sip.Answer;
import org.sipverify.sip.CallHandler;
import org.sipverify.sip.CannotListenException;
import org.sipverify.sip.IncomingCall;
import org.sipverify.sip.SipConfig;
import org.sipverify.sip.SipMeter;
import org.sipverify.sip.stack.SipServer;
import org.sipverify.sip.transport.Transport;
import org.sipverify.testkit.FreePort;
import org.sipverify.testkit.Message;
import org.sipverify.testkit.UdpPeer;

/** A server and a caller over UDP, for tests to begin with. */
public abstract class ServerAndCaller {
    protected static final Answer MOVED = new Answer(302, "Moved Temporarily")
            .with("Contact", "<sip:+14155551234@pbx.example>")
            .with("X-VVP-Status", "VALID");

    protected final BlockingQueue<IncomingCall> calls = new LinkedBlockingQueue<>();
    protected final CountDownLatch release = new CountDownLatch(1);
    protected int port;
    protected UdpPeer caller;
    protected SipServer server;

    @BeforeEach
    protected final void open() throws Exception {
        port = FreePort.next();
        caller = new UdpPeer(port);
    }

    @AfterEach
    protected final void close() {
        release.countDown();
        caller.close();
        if (server != null) {
            server.close();
        }
    }

    protected void start(CallHandler handler) throws CannotListenException {
        server = SipServer.start(config(100), handler, SipMeter.NONE);
    }

    /** With a handler that waits, each call on a thread of its own. */
    protected void startWaiting(WaitingHandler.Waiting handler) throws CannotListenException {
        start(new WaitingHandler(handler));
    }

    protected SipConfig config(int maxCalls) {
        return Samples.config(
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

    protected Message invite() {
        return Message.of("INVITE", caller.port());
    }

    protected static String tag(String message) {
        var found = Pattern.compile("(?m)^To: .*;tag=(\\S+)").matcher(message);
        return found.find() ? found.group(1) : "";
    }
}

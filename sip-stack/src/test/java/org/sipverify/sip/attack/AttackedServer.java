package org.sipverify.sip.attack;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.sipverify.sip.Answer;
import org.sipverify.sip.CannotListenException;
import org.sipverify.sip.IncomingCall;
import org.sipverify.sip.SipConfig;
import org.sipverify.sip.SipMeter;
import org.sipverify.sip.stack.SipServer;
import org.sipverify.sip.testbed.Samples;
import org.sipverify.sip.testbed.WaitingHandler;
import org.sipverify.sip.transport.Transport;
import org.sipverify.sip.transport.TransportLimits;
import org.sipverify.sip.transport.TransportMeter.Loss;
import org.sipverify.testkit.FreePort;
import org.sipverify.testkit.Message;
import org.sipverify.testkit.TcpPeer;
import org.sipverify.testkit.UdpPeer;

/**
 * A running server to be attacked. Its handler redirects every call: at once, on {@link #release} when the INVITE has
 * X-Wait, and never when it has X-Overflow, which makes it fail. Its network threads' work stands still between {@link
 * #stall} and {@link #goOn}.
 */
public final class AttackedServer implements AutoCloseable {
    private final int port = FreePort.next();
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicInteger calls = new AtomicInteger();
    private final Map<Loss, Integer> lost = new EnumMap<>(Loss.class);
    private final SipServer server;
    private volatile CountDownLatch release = new CountDownLatch(1);
    private volatile boolean lanesOnly;
    private volatile CountDownLatch goOn = new CountDownLatch(0);

    AttackedServer(int maxCalls, TransportLimits limits, Transport... transports)
            throws IOException, CannotListenException {
        this(maxCalls, limits, UnaryOperator.identity(), transports);
    }

    /** One with another configuration, made of the usual one. */
    AttackedServer(int maxCalls, TransportLimits limits, UnaryOperator<SipConfig> edit, Transport... transports)
            throws IOException, CannotListenException {
        var config =
                Samples.config("127.0.0.1", port, Set.of(transports), "", maxCalls, 5, 1300, limits, Samples.TRUSTING);
        server = SipServer.start(edit.apply(config), this::redirect, new Losses());
    }

    private void redirect(IncomingCall call) {
        calls.incrementAndGet();
        if (call.invite().headers().first("X-Wait").isPresent()) {
            new WaitingHandler(waiting -> {
                        release.await();
                        move(waiting);
                    })
                    .onInvite(call);
            return;
        }
        if (call.invite().headers().first("X-Overflow").isPresent()) {
            throw new StackOverflowError("in a test");
        }
        move(call);
    }

    private static void move(IncomingCall call) {
        call.answer(new Answer(302, "Moved Temporarily").with("Contact", "<sip:pbx.example>"));
    }

    int port() {
        return port;
    }

    /** Requests that got as far as the call logic. */
    int requests() {
        return requests.get();
    }

    int calls() {
        return calls.get();
    }

    int callsInHand() {
        return server.callsInHand();
    }

    /** Lets the calls go on that wait, and those that come later. */
    void release() {
        release.countDown();
    }

    /** Has calls wait again. */
    void hold() {
        release = new CountDownLatch(1);
    }

    /** Holds up the lanes' own threads, but not the network's, which walk a lane when there is little to do. */
    void stallLanes() {
        lanesOnly = true;
        stall();
    }

    void stall() {
        goOn = new CountDownLatch(1);
    }

    void goOn() {
        goOn.countDown();
    }

    int lost(Loss why) {
        synchronized (lost) {
            return lost.getOrDefault(why, 0);
        }
    }

    int lost() {
        synchronized (lost) {
            return lost.values().stream().mapToInt(Integer::intValue).sum();
        }
    }

    void stillServes() throws IOException {
        try (var good = new TcpPeer(port)) {
            good.write(good.request("OPTIONS").toString());
            assertTrue(good.read().startsWith("SIP/2.0 200"));
        }
    }

    /** Whether it answers over UDP at once; under a flood it may drop what it is asked. */
    boolean answers() {
        try (var good = new UdpPeer(port)) {
            good.send(Message.of("OPTIONS", good.port()).toString());
            return good.receiveWithin(1000).isPresent();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Bytes of heap that are in use once the garbage is gone. */
    public static long heap() {
        for (var i = 0; i < 3; i++) {
            System.gc();
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    @Override
    public void close() {
        release();
        goOn();
        server.close();
    }

    private final class Losses implements SipMeter {
        /** The stack's thread of the message comes by here, so this is where it can be held up. */
        @Override
        public void request(String method) {
            if (!lanesOnly || Thread.currentThread().getName().equals("sip-lane")) {
                waitToGoOn();
            }
            requests.incrementAndGet();
        }

        private void waitToGoOn() {
            try {
                goOn.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void lost(Loss why) {
            synchronized (lost) {
                lost.merge(why, 1, Integer::sum);
            }
        }
    }
}

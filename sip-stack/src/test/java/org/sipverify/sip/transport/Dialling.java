package org.sipverify.sip.transport;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.sipverify.sip.transport.TransportLimits.Backlog;
import org.sipverify.sip.transport.TransportLimits.Connections;
import org.sipverify.sip.transport.TransportLimits.MessageSize;
import org.sipverify.sip.transport.TransportMeter.Loss;

/** A dialler, a socket of this machine to dial, and what becomes of it. */
abstract class Dialling {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    static final byte[] PING = "OPTIONS sip:a SIP/2.0\r\nContent-Length: 0\r\n\r\n".getBytes(US_ASCII);
    static final String PONG = "SIP/2.0 200 OK\r\nContent-Length: 0\r\n\r\n";

    final BlockingQueue<String> received = new LinkedBlockingQueue<>();
    final BlockingQueue<Wire> broken = new LinkedBlockingQueue<>();
    final BlockingQueue<Loss> losses = new LinkedBlockingQueue<>();
    private final EventLoops loops = new EventLoops(1);
    private final Receiver receiver = new Receiver() {
        @Override
        public void received(Wire wire, byte[] message) {
            received.add(new String(message, US_ASCII));
            wire.handled();
        }

        @Override
        public void broken(Wire wire, IOException why) {
            broken.add(wire);
        }
    };
    private final TransportMeter meter = new TransportMeter() {
        @Override
        public void lost(Loss why) {
            losses.add(why);
        }
    };

    ServerSocket server;
    Dialer dialer;

    @BeforeEach
    void open() throws Exception {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        dialer = dialer(Duration.ofMinutes(1), 10, Optional.empty());
    }

    @AfterEach
    void close() throws Exception {
        dialer.close();
        server.close();
        loops.close();
    }

    Dialer dialer(Duration idle, int most, Optional<TlsClient> tls) {
        return dialer(idle, most, tls, PATIENCE);
    }

    Dialer dialer(Duration idle, int most, Optional<TlsClient> tls, Duration connectTimeout) {
        var limits = new TransportLimits(
                new MessageSize(4096, 4096),
                new Backlog(100, PATIENCE),
                new Connections(most, most, idle, PATIENCE, 1 << 16));
        return new Dialer(loops, limits, connectTimeout, tls, transport -> receiver, meter);
    }

    static InetSocketAddress at(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    /** What comes of opening a wire. */
    static final class Opened implements Dialer.Opening {
        private final CompletableFuture<Wire> wire = new CompletableFuture<>();

        @Override
        public void opened(Wire open) {
            wire.complete(open);
        }

        @Override
        public void failed(IOException why) {
            wire.completeExceptionally(why);
        }

        boolean isDecided() {
            return wire.isDone();
        }

        Wire await() throws IOException {
            try {
                return wire.get(20, TimeUnit.SECONDS);
            } catch (ExecutionException e) {
                throw new IOException(e.getCause().getMessage(), e);
            } catch (InterruptedException | TimeoutException e) {
                throw new AssertionError(e);
            }
        }
    }

    static Wire tcp(Dialer dialer, int port) throws IOException {
        var opened = new Opened();
        dialer.tcp(at(port), opened);
        return opened.await();
    }

    static Wire udp(Dialer dialer, int port) throws IOException {
        var opened = new Opened();
        dialer.udp(at(port), opened);
        return opened.await();
    }

    static Wire tls(Dialer dialer, int port, String domain) throws IOException {
        var opened = new Opened();
        dialer.tls(at(port), domain, opened);
        return opened.await();
    }
}

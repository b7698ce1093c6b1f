package org.sipverify.sip.sips;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.sipverify.formats.net.HostPort;
import org.sipverify.sip.guard.FramingException;
import org.sipverify.sip.guard.Limits;
import org.sipverify.sip.guard.MessageFramer;
import org.sipverify.sip.tls.ExaminedPeer;
import org.sipverify.sip.tls.TlsReport;

/**
 * One connection over TLS. A thread of its own shakes hands and reads, so that a peer that sends a byte now and then, or
 * nothing, holds up nobody: who waits here waits until a time. The queue of events is the shared state.
 */
final class SipsConnection implements AutoCloseable {
    /** Octets of all messages together; one of them has at most what {@link Limits} say. */
    static final int MOST_OCTETS = 256 << 10;

    private static final int READ = 8 << 10;

    /** Beyond the deadline there is this much time to end what was begun. */
    private static final Duration CLEANING = Duration.ofSeconds(20);

    /** After the end there is this much time for the peer to read. */
    private static final Duration LINGER = Duration.ofSeconds(1);

    private final Socket socket;
    private final ExaminedPeer peer;
    private final LinkedBlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private boolean isSecured;

    /** Either a message, or why there will be no more, or neither: the handshake is done. */
    private record Event(
            @Nullable Incoming message, @Nullable ProbeFailedException end) {}

    private SipsConnection(Socket socket, ExaminedPeer peer) {
        this.socket = socket;
        this.peer = peer;
    }

    /**
     * Connects to the first of these places that takes a connection.
     *
     * @param domain that the certificate must name
     */
    static SipsConnection open(
            List<InetSocketAddress> places, String domain, ExaminedPeer.Trust trust, Deadline deadline)
            throws ProbeFailedException {
        var problem = Optional.<ProbeFailedException>empty();
        for (var place : places) {
            var socket = new Socket();
            try {
                socket.connect(place, Math.max(1, deadline.leftMillis()));
                socket.setTcpNoDelay(true);
                // A peer that reads nothing could hold up who writes to it.
                closeIn(socket, CLEANING.plusMillis(deadline.leftMillis()));
                return new SipsConnection(socket, ExaminedPeer.over(socket, domain, trust));
            } catch (IOException e) {
                close(socket);
                problem = Optional.of(ProbeFailedException.connecting(e, text(place)));
            }
        }
        throw problem.orElseThrow();
    }

    private static void closeIn(Socket socket, Duration time) {
        CompletableFuture.delayedExecutor(time.toMillis(), TimeUnit.MILLISECONDS)
                .execute(() -> close(socket));
    }

    private static String text(InetSocketAddress place) {
        return HostPort.text(place.getAddress().getHostAddress(), place.getPort());
    }

    /** Waits until TLS is agreed upon. */
    void secure(Deadline deadline) throws ProbeFailedException, InterruptedException {
        var thread = new Thread(this::read, "sips-probe-reader");
        thread.setDaemon(true);
        thread.start();
        var event = events.poll(deadline.leftMillis(), TimeUnit.MILLISECONDS);
        if (event == null) {
            throw new ProbeFailedException(
                    ProbeError.TIMEOUT,
                    "the connection stands, but TLS was not agreed upon in time: see that the port speaks TLS");
        }
        if (event.end() != null) {
            throw event.end();
        }
        isSecured = true;
    }

    /** The address of this end, for SDP. */
    String localAddress() {
        return socket.getLocalAddress().getHostAddress().replaceFirst("%.*", "");
    }

    /** The same with its port, for Via and Contact. */
    String local() {
        return HostPort.text(localAddress(), socket.getLocalPort());
    }

    /** What the server showed; empty while that is nothing. */
    Optional<TlsReport> report() {
        return peer.report();
    }

    /** Hands octets to the network. */
    void send(byte[] message) throws ProbeFailedException {
        try {
            peer.socket().getOutputStream().write(message);
        } catch (IOException e) {
            throw end(ProbeFailedException.talking(e, true));
        }
    }

    /** The next message; empty when there is none in time. */
    Optional<Incoming> receive(Deadline deadline) throws ProbeFailedException, InterruptedException {
        var event = events.poll(deadline.leftMillis(), TimeUnit.MILLISECONDS);
        if (event != null && event.end() != null) {
            events.add(event); // it holds for every later question too
            throw event.end();
        }
        return Optional.ofNullable(event).map(Event::message);
    }

    /** What the reader knows already is the cause of what the writer finds. */
    private ProbeFailedException end(ProbeFailedException otherwise) {
        for (var event : events) {
            if (event.end() != null) {
                return event.end();
            }
        }
        return otherwise;
    }

    /** Whatever ends it: nobody waits for the other direction then. */
    private void read() {
        events.add(new Event(null, untilTheEnd()));
        close(socket);
    }

    private ProbeFailedException untilTheEnd() {
        boolean secured = false;
        try {
            var in = peer.shakeHands().getInputStream();
            secured = true;
            events.add(new Event(null, null));
            var framer = new MessageFramer(Limits.DEFAULT.maxHeader(), Limits.DEFAULT.maxBody());
            var buffer = new byte[READ];
            int all = 0;
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                all += read;
                if (all > MOST_OCTETS) {
                    return ProbeFailedException.bad("the server sends more than " + MOST_OCTETS + " octets");
                }
                framer.feed(buffer, 0, read, new Arrivals());
            }
            return ProbeFailedException.closed();
        } catch (FramingException e) {
            return ProbeFailedException.bad("the answer is not SIP (" + e.getMessage() + ")");
        } catch (IOException e) {
            return ProbeFailedException.talking(e, secured);
        }
    }

    private final class Arrivals implements MessageFramer.Sink {
        @Override
        public void message(byte[] message) {
            events.add(Incoming.read(message)
                    .map(it -> new Event(it, null))
                    .orElseGet(() -> new Event(null, ProbeFailedException.bad("the answer is not valid SIP"))));
        }

        @Override
        public void ping() {} // the connection ends before anybody misses the answer
    }

    /** The peer gets what is on its way, an ACK for example, and closes; one that does not is not waited for. */
    @Override
    public void close() {
        try {
            if (isSecured) {
                peer.socket().shutdownOutput();
            }
            closeIn(socket, isSecured ? LINGER : Duration.ZERO);
        } catch (IOException e) {
            close(socket); // the peer is gone
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // it is of no use any more
        }
    }
}

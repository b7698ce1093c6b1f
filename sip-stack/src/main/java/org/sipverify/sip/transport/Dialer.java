package org.sipverify.sip.transport;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.timeout.ReadTimeoutHandler;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.sipverify.sip.transport.TransportMeter.Loss;

/**
 * Opens the wires that requests of our own leave by, and keeps each as long as it lives: whoever asks for the same place
 * meanwhile gets the same wire. Asking waits for the connection, so it is for calls' own threads.
 */
public final class Dialer implements AutoCloseable {
    private final EventLoops loops;
    private final TransportLimits limits;
    private final Duration connectTimeout;
    private final Optional<TlsClient> tls;
    private final Receiver receiver;
    private final TransportMeter meter;
    private final ConnectionCount count;
    private final ConcurrentMap<Place, Dialled> dialled = new ConcurrentHashMap<>();

    /** What a wire is kept for. A certificate is for one domain, so each has a TLS connection of its own. */
    private record Place(Transport transport, InetSocketAddress remote, String domain) {}

    /**
     * @param connectTimeout how long a connection may take to open, and its TLS handshake again
     * @param receiver takes what comes by these wires, and hears when one is broken
     */
    public Dialer(
            EventLoops loops,
            TransportLimits limits,
            Duration connectTimeout,
            Optional<TlsClient> tls,
            Receiver receiver,
            TransportMeter meter) {
        this.loops = loops;
        this.limits = limits;
        this.connectTimeout = connectTimeout;
        this.tls = tls;
        this.receiver = receiver;
        this.meter = meter;
        this.count = new ConnectionCount(
                limits.connections().max(), limits.connections().maxPerSource());
    }

    /** A socket of its own for datagrams to this peer. */
    public Wire udp(InetSocketAddress remote) throws IOException, InterruptedException {
        return wire(new Place(Transport.UDP, remote, ""));
    }

    /**
     * A connection to this peer.
     *
     * @throws IOException when it is refused, or not there in time
     */
    public Wire tcp(InetSocketAddress remote) throws IOException, InterruptedException {
        return wire(new Place(Transport.TCP, remote, ""));
    }

    /**
     * A connection to this peer, which has proved that it is of that domain.
     *
     * @throws IOException when it is refused, not there in time, or the peer has not proved it; then it is closed
     */
    public Wire tls(InetSocketAddress remote, String domain) throws IOException, InterruptedException {
        if (tls.isEmpty()) {
            throw new IOException("TLS is not configured");
        }
        return wire(new Place(Transport.TLS, remote, domain));
    }

    private Wire wire(Place place) throws IOException, InterruptedException {
        var mine = new Dialled(place);
        var first = dialled.putIfAbsent(place, mine);
        if (first == null) {
            mine.dial();
        }
        return (first == null ? mine : first).await();
    }

    /** Closes every wire, once what was sent by it has left. */
    @Override
    public void close() {
        var open = List.copyOf(dialled.values());
        open.forEach(Dialled::close);
        open.forEach(Dialled::awaitEnd);
    }

    /** One wire from the first ask to its end. */
    private final class Dialled {
        private final Place place;
        private final CompletableFuture<Wire> wire = new CompletableFuture<>();
        private volatile @Nullable Channel channel;

        Dialled(Place place) {
            this.place = place;
        }

        Wire await() throws IOException, InterruptedException {
            try {
                return wire.get();
            } catch (ExecutionException e) {
                throw new IOException(text(e), e); // its own for each thread that waited
            }
        }

        void dial() {
            if (!count.take(place.remote().getAddress())) {
                dialled.remove(place, this);
                meter.lost(Loss.CONNECTION_LIMIT);
                wire.completeExceptionally(new IOException("too many connections are open"));
                return;
            }
            var connecting = bootstrap().handler(new Nothing()).connect(place.remote());
            channel = connecting.channel();
            connecting.channel().closeFuture().addListener(closed -> ended());
            connecting.addListener((ChannelFuture done) -> {
                if (done.isSuccess()) {
                    attempt(done.channel());
                } else {
                    failed(done.channel(), done.cause());
                }
            });
        }

        /** Nothing is read before it is known who reads it. */
        private Bootstrap bootstrap() {
            var bootstrap = place.transport() == Transport.UDP
                    ? loops.udp()
                    : loops.dial().option(ChannelOption.TCP_NODELAY, true);
            return bootstrap
                    .option(ChannelOption.AUTO_READ, false)
                    .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) connectTimeout.toMillis())
                    .option(
                            ChannelOption.WRITE_BUFFER_WATER_MARK,
                            new WriteBufferWaterMark(
                                    limits.connections().writeHighWater() / 2,
                                    limits.connections().writeHighWater()));
        }

        /** Nobody who waits is left waiting, whatever goes wrong on the network's thread. */
        private void attempt(Channel open) {
            try {
                connected(open);
            } catch (RuntimeException | Error bug) {
                failed(open, bug);
            }
        }

        private void connected(Channel open) {
            open.pipeline()
                    .addLast(new ReadTimeoutHandler(limits.connections().idle().toMillis(), TimeUnit.MILLISECONDS));
            switch (place.transport()) {
                case UDP -> {
                    var udp = new DialledUdp((DatagramChannel) open, receiver, meter);
                    open.pipeline().addLast(udp.inbound());
                    wire.complete(udp);
                }
                case TCP -> wire.complete(stream(open));
                case TLS -> shakeHands(open);
            }
            open.config().setAutoRead(true);
        }

        private Wire stream(Channel open) {
            var connection = new TcpConnection((SocketChannel) open, limits, receiver, meter, Share.ofOurs());
            open.pipeline().addLast(connection.inbound());
            return connection;
        }

        private void shakeHands(Channel open) {
            var handler = tls.orElseThrow()
                    .handler(open.alloc(), place.domain(), place.remote().getPort());
            handler.setHandshakeTimeoutMillis(connectTimeout.toMillis());
            open.pipeline().addLast(handler);
            var connection = stream(open);
            handler.handshakeFuture().addListener(shaken -> {
                if (shaken.isSuccess()) {
                    wire.complete(connection);
                } else {
                    failed(open, shaken.cause());
                }
            });
        }

        private void failed(Channel unused, Throwable why) {
            meter.lost(Loss.NOT_CONNECTED);
            Outgoing.close(unused);
            release();
            wire.completeExceptionally(new IOException(text(why), why));
        }

        /** What never opened has its failure told by what failed: the connecting, or the handshake. */
        private void ended() {
            release();
            if (wire.isDone() && !wire.isCompletedExceptionally()) {
                receiver.broken(wire.join(), new IOException("the way to " + place.remote() + " is closed"));
            }
        }

        /** Once, whichever comes first: a channel that could not even be made is never closed. */
        private void release() {
            if (dialled.remove(place, this)) {
                count.give(place.remote().getAddress());
            }
        }

        void close() {
            var open = channel;
            if (open != null) {
                Outgoing.close(open);
            }
        }

        /** TLS says farewell, for which Netty itself gives it three seconds. */
        void awaitEnd() {
            var open = channel;
            if (open != null) {
                open.closeFuture().awaitUninterruptibly(4, TimeUnit.SECONDS);
            }
        }
    }

    /** What a peer's certificate says of itself may stand in there. */
    private static String text(Throwable why) {
        var cause = why instanceof ExecutionException && why.getCause() != null ? why.getCause() : why;
        return String.valueOf(cause.getMessage()).replaceAll("\\p{Cntrl}", " ");
    }

    /** The pipeline is filled once the channel is connected and its addresses are known. */
    private static final class Nothing extends ChannelInitializer<Channel> {
        @Override
        protected void initChannel(Channel channel) {}
    }
}

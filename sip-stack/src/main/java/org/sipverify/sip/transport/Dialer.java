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
import org.sipverify.formats.text.PlainText;
import org.sipverify.sip.transport.TransportMeter.Loss;

/**
 * Opens the wires for requests that this server sends, and shares each while it is open: another request to the same
 * place gets the same wire. Opening blocks until the connection is there, so it must run on a call's own thread.
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

    /** The key of a wire. A certificate is for one domain, so each domain has its own TLS connection. */
    private record Place(Transport transport, InetSocketAddress remote, String domain) {}

    /**
     * @param connectTimeout how long a connection may take to open; its TLS handshake may take as long again
     * @param receiver receives the messages of these wires, and is notified when one breaks
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

    /** A separate socket for datagrams to this peer. */
    public Wire udp(InetSocketAddress remote) throws IOException, InterruptedException {
        return wire(new Place(Transport.UDP, remote, ""));
    }

    /**
     * A connection to this peer.
     *
     * @throws IOException when it is refused or takes too long
     */
    public Wire tcp(InetSocketAddress remote) throws IOException, InterruptedException {
        return wire(new Place(Transport.TCP, remote, ""));
    }

    /**
     * A connection to this peer, which has proved that it belongs to that domain.
     *
     * @throws IOException when it is refused, takes too long, or the peer has not proved its domain; then it is closed
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

    /** Closes every wire once its pending data is sent. */
    @Override
    public void close() {
        var open = List.copyOf(dialled.values());
        open.forEach(Dialled::close);
        open.forEach(Dialled::awaitEnd);
    }

    /** One wire, from the first request for it to its end. */
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
                throw new IOException(text(e), e); // a new exception for each waiting thread
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

        /** Nothing is read before the receiver is known. */
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

        /** A waiting thread is always released, whatever goes wrong on the network's thread. */
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

        /** A wire that never opened reports the failure of its connect or handshake instead. */
        private void ended() {
            release();
            if (wire.isDone() && !wire.isCompletedExceptionally()) {
                receiver.broken(wire.join(), new IOException("the connection to " + place.remote() + " is closed"));
            }
        }

        /** Runs once, on whichever comes first: a channel that could not be created is never closed. */
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

        /** Waits for TLS close_notify; Netty allows three seconds. */
        void awaitEnd() {
            var open = channel;
            if (open != null) {
                open.closeFuture().awaitUninterruptibly(4, TimeUnit.SECONDS);
            }
        }
    }

    /** The message may contain text from a peer's certificate. */
    private static String text(Throwable why) {
        var cause = why instanceof ExecutionException && why.getCause() != null ? why.getCause() : why;
        return PlainText.onOneLine(String.valueOf(cause.getMessage()));
    }

    /** The pipeline is filled once the channel is connected and its addresses are known. */
    private static final class Nothing extends ChannelInitializer<Channel> {
        @Override
        protected void initChannel(Channel channel) {}
    }
}

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
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.sipverify.formats.text.PlainText;
import org.sipverify.sip.transport.TransportMeter.Loss;

/**
 * Opens the wires for requests that this server sends, and shares each while it is open: another request to the same
 * place gets the same wire. Nothing waits: a wire calls back once it is open, or has failed to open.
 */
public final class Dialer implements AutoCloseable {
    private final EventLoops loops;
    private final TransportLimits limits;
    private final Duration connectTimeout;
    private final Optional<TlsClient> tls;
    private final Function<Transport, Receiver> receivers;
    private final TransportMeter meter;
    private final ConnectionCount count;
    private final ConcurrentMap<Place, Dialled> dialled = new ConcurrentHashMap<>();

    /** The key of a wire. A certificate is for one domain, so each domain has its own TLS connection. */
    private record Place(Transport transport, InetSocketAddress remote, String domain) {}

    /**
     * @param connectTimeout how long a connection may take to open; its TLS handshake may take as long again
     * @param receivers receive the messages of the wires of a transport, and are notified when one breaks
     */
    public Dialer(
            EventLoops loops,
            TransportLimits limits,
            Duration connectTimeout,
            Optional<TlsClient> tls,
            Function<Transport, Receiver> receivers,
            TransportMeter meter) {
        this.loops = loops;
        this.limits = limits;
        this.connectTimeout = connectTimeout;
        this.tls = tls;
        this.receivers = receivers;
        this.meter = meter;
        this.count = new ConnectionCount(
                limits.connections().max(), limits.connections().maxPerSource());
    }

    /** What to do when a wire is open, or cannot be opened. Called once, on any thread: must not block. */
    public interface Opening {
        void opened(Wire wire);

        /** It was refused, took too long, or the peer has not proved its domain; then it is closed. */
        void failed(IOException why);
    }

    /** A separate socket for datagrams to this peer. */
    public void udp(InetSocketAddress remote, Opening then) {
        open(new Place(Transport.UDP, remote, ""), then);
    }

    /** A connection to this peer. */
    public void tcp(InetSocketAddress remote, Opening then) {
        open(new Place(Transport.TCP, remote, ""), then);
    }

    /** A connection to this peer, which has proved that it belongs to that domain. */
    public void tls(InetSocketAddress remote, String domain, Opening then) {
        if (tls.isEmpty()) {
            then.failed(new IOException("TLS is not configured"));
        } else {
            open(new Place(Transport.TLS, remote, domain), then);
        }
    }

    private void open(Place place, Opening then) {
        var mine = new Dialled(place);
        var first = dialled.putIfAbsent(place, mine);
        if (first == null) {
            mine.dial();
        }
        (first == null ? mine : first).tell(then);
    }

    /** Open wires, and those that are being opened. */
    public int size() {
        return dialled.size();
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

        @SuppressWarnings("FutureReturnValueIgnored") // what follows is the opening's own concern
        void tell(Opening then) {
            wire.whenComplete((opened, why) -> {
                if (why == null) {
                    then.opened(opened);
                } else {
                    then.failed(new IOException(text(why), why)); // a new exception for each request
                }
            });
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

        /** Every opening is called back, whatever goes wrong on the network's thread. */
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
                    var udp = new DialledUdp((DatagramChannel) open, receiver(), meter);
                    open.pipeline().addLast(udp.inbound());
                    wire.complete(udp);
                }
                case TCP -> wire.complete(stream(open));
                case TLS -> shakeHands(open);
            }
            open.config().setAutoRead(true);
        }

        private Receiver receiver() {
            return receivers.apply(place.transport());
        }

        private Wire stream(Channel open) {
            var connection = new TcpConnection((SocketChannel) open, limits, receiver(), meter, Share.ofOurs());
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
                receiver().broken(wire.join(), new IOException("the connection to " + place.remote() + " is closed"));
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
        return PlainText.onOneLine(String.valueOf(why.getMessage()));
    }

    /** The pipeline is filled once the channel is connected and its addresses are known. */
    private static final class Nothing extends ChannelInitializer<Channel> {
        @Override
        protected void initChannel(Channel channel) {}
    }
}

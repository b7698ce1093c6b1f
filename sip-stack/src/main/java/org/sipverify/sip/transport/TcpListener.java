package org.sipverify.sip.transport;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.timeout.ReadTimeoutHandler;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;
import org.sipverify.sip.transport.TransportMeter.Loss;

/** One listening TCP socket and its connections, with or without TLS. Accepts no connection before {@link #read}. */
public final class TcpListener implements AutoCloseable {
    private static final Logger LOG = LogManager.getLogger();
    private static final int BACKLOG = 1024;

    /** Memory of an idle connection: its channel and handlers, and the buffers of TLS. */
    private static final int WEIGHT = 4 << 10;

    private static final int TLS_WEIGHT = 48 << 10;

    private final TransportLimits limits;
    private final Receiver receiver;
    private final TransportMeter meter;
    private final HeldOctets held;
    private final @Nullable TlsServer tls;
    private final ConnectionCount count;
    private final Set<TcpConnection> connections = ConcurrentHashMap.newKeySet();
    private final Channel channel;

    private TcpListener(
            InetSocketAddress local,
            EventLoops loops,
            TransportLimits limits,
            Receiver receiver,
            TransportMeter meter,
            HeldOctets held,
            @Nullable TlsServer tls)
            throws IOException {
        this.limits = limits;
        this.receiver = receiver;
        this.meter = meter;
        this.held = held;
        this.tls = tls;
        this.count = new ConnectionCount(
                limits.connections().max(), limits.connections().maxPerSource());
        var bound = loops.tcp()
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .option(ChannelOption.AUTO_READ, false)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(
                        ChannelOption.WRITE_BUFFER_WATER_MARK,
                        new WriteBufferWaterMark(
                                limits.connections().writeHighWater() / 2,
                                limits.connections().writeHighWater()))
                .childHandler(new Door())
                .bind(local)
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new IOException(String.valueOf(bound.cause().getMessage()), bound.cause());
        }
        this.channel = bound.channel();
        channel.pipeline().addLast(new Troubles());
    }

    /**
     * Binds the socket.
     *
     * @param held the account for incomplete messages and unread responses
     * @param tls encrypts the connections; null for plain TCP
     * @throws IOException when the address is taken or not this machine's
     */
    public static TcpListener bind(
            InetSocketAddress local,
            EventLoops loops,
            TransportLimits limits,
            Receiver receiver,
            TransportMeter meter,
            HeldOctets held,
            @Nullable TlsServer tls)
            throws IOException {
        return new TcpListener(local, loops, limits, receiver, meter, held, tls);
    }

    /** Starts accepting connections. */
    public void read() {
        channel.config().setAutoRead(true);
    }

    /** Open connections, those still in their handshake among them. */
    public int connections() {
        return connections.size();
    }

    @Override
    public void close() {
        channel.close().awaitUninterruptibly();
        connections.forEach(TcpConnection::close);
    }

    /** Usually no file descriptor is left; Netty retries after a second. */
    private final class Troubles extends ChannelInboundHandlerAdapter {
        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable problem) {
            meter.lost(Loss.ACCEPT);
            LOG.warn("cannot accept connections: {}", problem.toString());
        }
    }

    private final class Door extends ChannelInitializer<SocketChannel> {
        @Override
        protected void initChannel(SocketChannel incoming) {
            var remote = incoming.remoteAddress();
            if (remote != null && !receiver.admits(remote.getAddress())) {
                Outgoing.close(incoming);
                return;
            }
            if (remote == null || !count.take(remote.getAddress())) {
                meter.lost(Loss.CONNECTION_LIMIT);
                Outgoing.close(incoming);
                return;
            }
            var named = receiver.isNamed(remote.getAddress());
            int weight = tls == null ? WEIGHT : TLS_WEIGHT;
            if (!held.take(weight, named)) {
                count.give(remote.getAddress());
                meter.lost(Loss.HELD_FULL);
                Outgoing.close(incoming);
                return;
            }
            var connection = new TcpConnection(incoming, limits, receiver, meter, new Share(held, named));
            connections.add(connection);
            incoming.closeFuture().addListener(closed -> {
                connections.remove(connection);
                held.give(weight);
                count.give(remote.getAddress());
            });
            incoming.pipeline()
                    .addLast(new ReadTimeoutHandler(limits.connections().idle().toMillis(), TimeUnit.MILLISECONDS));
            if (tls == null) {
                incoming.config().setAllowHalfClosure(true);
            } else {
                tls.secure(incoming.pipeline(), meter);
            }
            incoming.pipeline().addLast(connection.inbound());
        }
    }
}

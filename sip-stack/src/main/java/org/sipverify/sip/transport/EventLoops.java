package org.sipverify.sip.transport;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.HashedWheelTimer;
import io.netty.util.Timer;
import io.netty.util.concurrent.FastThreadLocalThread;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The threads of the network, which everything of this process that uses sockets shares: those that wait on sockets, with
 * epoll on Linux if its native code loads, otherwise Java's selectors, and a wheel of timers.
 */
public final class EventLoops implements AutoCloseable {
    private static final int LARGEST_DATAGRAM = 65_535;

    /** Datagrams read in one system call (recvmmsg) with epoll. */
    private static final int DATAGRAMS_A_READ = 16;

    /** T1 is 500 ms; 50 ms is fine enough for it, and coarse enough to cost nothing on an idle server. */
    private static final int TICK = 50;

    private final boolean epoll = Epoll.isAvailable();
    private final EventLoopGroup group;
    private final EventLoopGroup priority; // its thread starts with its first channel
    private final Timer wheel =
            new HashedWheelTimer(task -> new Thread(task, "sip-timer"), TICK, TimeUnit.MILLISECONDS, 512);

    public EventLoops(int threads) {
        group = group(threads, "sip-net");
        priority = group(1, "sip-priority");
    }

    private EventLoopGroup group(int threads, String name) {
        return new MultiThreadIoEventLoopGroup(
                threads, named(name), epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
    }

    private static ThreadFactory named(String name) {
        var count = new AtomicInteger();
        return task -> new FastThreadLocalThread(task, name + "-" + count.getAndIncrement());
    }

    /** All of them, those for the callers that the operator named too. */
    public List<EventLoop> all() {
        return Stream.of(group, priority)
                .flatMap(loops -> StreamSupport.stream(loops.spliterator(), false))
                .map(EventLoop.class::cast)
                .toList();
    }

    /** For times that may be a tick of 50 ms late. */
    public Timer timer() {
        return wheel;
    }

    boolean areNative() {
        return epoll;
    }

    Bootstrap udp() {
        return udp(group);
    }

    /** For a socket that is read even when the others are flooded. */
    Bootstrap priorityUdp() {
        return udp(priority);
    }

    private Bootstrap udp(EventLoopGroup readers) {
        var bootstrap = new Bootstrap().group(readers);
        return epoll
                ? bootstrap
                        .channel(EpollDatagramChannel.class)
                        .option(EpollChannelOption.MAX_DATAGRAM_PAYLOAD_SIZE, LARGEST_DATAGRAM)
                        .option(ChannelOption.RECVBUF_ALLOCATOR, room(DATAGRAMS_A_READ))
                : bootstrap.channel(NioDatagramChannel.class).option(ChannelOption.RECVBUF_ALLOCATOR, room(1));
    }

    private static FixedRecvByteBufAllocator room(int datagrams) {
        return new FixedRecvByteBufAllocator(LARGEST_DATAGRAM * datagrams);
    }

    /** For a connection of this process to another, on one of the loops. */
    public Bootstrap dial() {
        return new Bootstrap().group(group).channel(epoll ? EpollSocketChannel.class : NioSocketChannel.class);
    }

    ServerBootstrap tcp() {
        return new ServerBootstrap()
                .group(group)
                .channel(epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class);
    }

    @Override
    public void close() {
        wheel.stop();
        var closing = priority.shutdownGracefully(0, 2, TimeUnit.SECONDS);
        group.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(3, TimeUnit.SECONDS);
        closing.awaitUninterruptibly(3, TimeUnit.SECONDS);
    }
}

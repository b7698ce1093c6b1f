package org.sipverify.verifier.http;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.HashedWheelTimer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Event loops and a timer for those who have none: daemon threads, closed with this. */
public final class OwnRuntime implements AutoCloseable {
    private static final int TICK_MILLIS = 10;

    private final AtomicInteger threadsMade = new AtomicInteger();
    private final EventLoopGroup loops;
    private final HashedWheelTimer timer = new HashedWheelTimer(this::thread, TICK_MILLIS, TimeUnit.MILLISECONDS);

    OwnRuntime(int threads) {
        loops = new MultiThreadIoEventLoopGroup(threads, this::thread, NioIoHandler.newFactory());
    }

    /** What a verifier needs of it. */
    public HttpRuntime runtime() {
        return new HttpRuntime(
                () -> new Bootstrap().group(loops).channelFactory(SocketSilence.ProbedChannel::new),
                HttpRuntime.each(loops),
                timer);
    }

    /** The verifiers that use it are closed before it. */
    @Override
    public void close() {
        timer.stop();
        var unused = loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }

    private Thread thread(Runnable task) {
        var thread = new Thread(task, "verifier-" + threadsMade.getAndIncrement());
        thread.setDaemon(true);
        return thread;
    }
}

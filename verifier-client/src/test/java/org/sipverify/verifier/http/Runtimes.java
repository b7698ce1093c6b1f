package org.sipverify.verifier.http;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;

/** The event loops of all tests: daemon threads, which live as long as the JVM. */
public final class Runtimes {
    /** With the channels of commands. */
    public static final HttpRuntime NIO = HttpRuntime.ofOwn(2).runtime();

    /** With the channels of the server, where there are any. */
    public static final HttpRuntime SHARED = Epoll.isAvailable() ? epoll() : NIO;

    private Runtimes() {}

    private static HttpRuntime epoll() {
        var loops = new MultiThreadIoEventLoopGroup(
                2, new DefaultThreadFactory("verifier-epoll", true), EpollIoHandler.newFactory());
        return new HttpRuntime(
                () -> new Bootstrap().group(loops).channel(EpollSocketChannel.class),
                HttpRuntime.each(loops),
                NIO.timer());
    }
}

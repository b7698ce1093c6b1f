package org.sipverify.verifier.http;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.util.Timer;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.StreamSupport;

/**
 * The event loops and the timer that requests to a verifier use; their owner closes them after the verifier.
 *
 * @param dial gives a new bootstrap with the event loops and the type of a channel, and without a handler
 * @param loops all event loops; a question that is asked on one of them stays there
 * @param timer runs the deadlines; a deadline is late by at most one of its ticks
 */
public record HttpRuntime(Supplier<Bootstrap> dial, List<EventLoop> loops, Timer timer) {
    /** Keeps its own list. */
    public HttpRuntime {
        loops = List.copyOf(loops);
    }

    /** The loops of a group. */
    static List<EventLoop> each(EventLoopGroup group) {
        return StreamSupport.stream(group.spliterator(), false)
                .map(EventLoop.class::cast)
                .toList();
    }

    /** A runtime of its own, for a command or a test. */
    public static OwnRuntime ofOwn(int threads) {
        return new OwnRuntime(threads);
    }
}

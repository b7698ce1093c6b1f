package org.sipverify.verifier.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.TruncatedChunkException;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.apache.hc.core5.io.Closer;
import org.jspecify.annotations.Nullable;

/**
 * A connection to the verifier, which is closed when its time has passed: the request's timeout while it is in use,
 * otherwise the idle time. It belongs to one thread at a time; only {@link #cutWhenOver} is called from another.
 *
 * <p>It uses a channel because a channel releases an interrupted thread, even a platform thread.
 */
final class Connection {
    /** Not a possible time: the clock would have to run for centuries. */
    private static final long CUT = Long.MIN_VALUE;

    private final Connector connector;
    private final SocketChannel channel;
    private final AtomicLong end;
    private @Nullable Http1 http;

    /** Times are those of {@link System#nanoTime}. Connects on the first request. */
    Connection(Connector connector, long end) throws IOException {
        this.connector = connector;
        this.channel = SocketChannel.open();
        this.end = new AtomicLong(end);
    }

    /**
     * Fails with {@link UnusableAnswerException} when the response is not valid HTTP, or its body is larger than the
     * given number of bytes, and with {@link TimeoutException} when the connection was closed by the timeout.
     */
    Answer ask(BasicClassicHttpRequest question, int maxBody)
            throws IOException, TimeoutException, InterruptedException {
        try {
            return connected().exchange(question, maxBody);
        } catch (TruncatedChunkException e) {
            throw meaning(e);
        } catch (HttpException | MessageConstraintException | MalformedChunkCodingException e) {
            throw new UnusableAnswerException(e.getClass().getSimpleName());
        } catch (IOException e) {
            throw meaning(e);
        }
    }

    /** Whether another request may follow the last response. */
    boolean reusable() {
        return http != null && http.reusable();
    }

    /**
     * Whether an idle connection is open and silent. A closed one would cost an attempt, and unsolicited data would be
     * read as the response to the next request: another call's verdict.
     */
    boolean silent() {
        try {
            channel.configureBlocking(false);
            boolean silent = channel.read(ByteBuffer.allocate(1)) == 0;
            channel.configureBlocking(true);
            return silent;
        } catch (IOException e) {
            return false;
        }
    }

    /** Sets another deadline; returns false when it was already closed. */
    boolean until(long time) {
        long before = end.get();
        return before != CUT && end.compareAndSet(before, time);
    }

    /** Nanoseconds until the deadline of an open connection. */
    long left(long now) {
        return end.get() - now;
    }

    /** Closes it if its deadline has passed, which aborts whatever a thread is doing with it. */
    void cutWhenOver(long now) {
        long time = end.get();
        if (time != CUT && time - now <= 0 && end.compareAndSet(time, CUT)) {
            close();
        }
    }

    boolean isOpen() {
        return channel.isOpen();
    }

    /** Closes at once, whatever is in progress. */
    void close() {
        Closer.closeQuietly(channel);
    }

    private Http1 connected() throws HttpException, IOException, TimeoutException, InterruptedException {
        if (http == null) {
            http = connector.connect(channel, left(System.nanoTime()));
        }
        return http;
    }

    private IOException meaning(IOException failure) throws TimeoutException, InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        if (end.get() == CUT) {
            throw new TimeoutException();
        }
        return failure;
    }
}

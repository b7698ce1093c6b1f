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
 * A connection to the verifier, which is cut when its time is over: while it is asked the question's time, otherwise the
 * time it may lie idle. It belongs to one thread at a time; only {@link #cutWhenOver} comes from another.
 *
 * <p>It is made of a channel because a channel lets an interrupted thread go, platform threads too.
 */
final class Connection {
    /** Never a time: the clock would have to run for centuries. */
    private static final long CUT = Long.MIN_VALUE;

    private final Connector connector;
    private final SocketChannel channel;
    private final AtomicLong end;
    private @Nullable Http1 http;

    /** Times are {@link System#nanoTime}'s. Nothing is connected before the first question. */
    Connection(Connector connector, long end) throws IOException {
        this.connector = connector;
        this.channel = SocketChannel.open();
        this.end = new AtomicLong(end);
    }

    /**
     * Fails with {@link UnusableAnswerException} when the answer is not sound HTTP, or its body larger than so many
     * bytes, and with {@link TimeoutException} when the connection was cut.
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

    /** Whether another question may follow the last answer. */
    boolean reusable() {
        return http != null && http.reusable();
    }

    /**
     * Whether an idle connection is open and silent. One that was closed would cost an attempt, and what came unasked
     * would be taken for the answer to the next question: another call's verdict.
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

    /** Sets another end; false when it was cut before. */
    boolean until(long time) {
        long before = end.get();
        return before != CUT && end.compareAndSet(before, time);
    }

    /** Nanoseconds until the end of one that is open. */
    long left(long now) {
        return end.get() - now;
    }

    /** Closes it if its time is over, which ends whatever a thread is doing with it. */
    void cutWhenOver(long now) {
        long time = end.get();
        if (time != CUT && time - now <= 0 && end.compareAndSet(time, CUT)) {
            close();
        }
    }

    boolean isOpen() {
        return channel.isOpen();
    }

    /** At once, whatever is under way. */
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

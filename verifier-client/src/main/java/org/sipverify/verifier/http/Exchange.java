package org.sipverify.verifier.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.util.Timeout;
import io.netty.util.TimerTask;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;
import org.sipverify.verifier.CallContext;
import org.sipverify.verifier.Question;
import org.sipverify.verifier.Verification;
import org.sipverify.verifier.credentials.Credentials;

/**
 * One question to the verifier, with its deadline. It lives on the event loop of its pool. Shared with other threads,
 * which may cancel it or let its time pass, are whether it is over and which pool it is in.
 */
final class Exchange implements Question, Runnable, TimerTask {
    private static final Logger LOG = LogManager.getLogger(Exchange.class);

    private final HttpVerifier verifier;
    private final Credentials credentials;
    private final CallContext call;
    private final Consumer<Verification> then;
    /** Where it was asked; the verification is given there. */
    private final ConnectionPool home;

    private final AtomicBoolean over = new AtomicBoolean();
    private volatile ConnectionPool pool;
    private @Nullable Timeout deadline;
    private int moves;
    private @Nullable Connection connection;
    private boolean isKept;

    Exchange(
            HttpVerifier verifier,
            ConnectionPool home,
            Credentials credentials,
            CallContext call,
            Consumer<Verification> then) {
        this.verifier = verifier;
        this.home = home;
        this.pool = home;
        this.credentials = credentials;
        this.call = call;
        this.then = then;
    }

    /** From now on its time runs. */
    void start() {
        var all = home.all();
        deadline = all.timer().newTimeout(this, all.config().timeout().toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Begins, on the loop of its pool. */
    @Override
    public void run() {
        if (!over.get()) {
            pool.serve(this);
        }
    }

    @Override
    public void cancel() {
        if (over.compareAndSet(false, true)) {
            stopTime();
            pool.execute(this::abort);
        }
    }

    /** The deadline has passed; on the timer's thread. */
    @Override
    public void run(Timeout passed) {
        pool.execute(this::timeOut);
    }

    /** Whether another loop may still take it: each is tried once. */
    boolean mayMove() {
        return moves < home.all().size();
    }

    /** That pool has a connection for it. */
    void moveTo(ConnectionPool other) {
        moves++;
        pool = other;
        if (!other.execute(this)) {
            failed(new IOException("an event loop has ended"));
        }
    }

    /** Its request goes over this connection; a kept one may have been closed by the verifier meanwhile. */
    void goOver(Connection chosen, boolean kept) {
        connection = chosen;
        isKept = kept;
        chosen.ask(this);
    }

    /** The request, with the whole URL if it goes to a proxy. */
    ByteBuf request(ByteBufAllocator allocator, boolean absolute) {
        return verifier.request().of(credentials, call, absolute, allocator);
    }

    /** The response is complete. */
    void answered(int status, byte[] body) {
        connection = null;
        if (!over.get()) {
            finish(verifier.read(status, body, credentials));
        }
    }

    /**
     * Its connection is of no use. The verifier may close an idle connection just when it is used: such a request is sent
     * again, over a new connection.
     */
    void failed(IOException why) {
        connection = null;
        if (over.get()) {
            return;
        }
        if (isKept && !(why instanceof UnusableAnswerException)) {
            LOG.debug("Asking the verifier again: {}", why.toString());
            pool.dial(this);
        } else {
            finish(verifier.noVerdict(why));
        }
    }

    private void timeOut() {
        if (over.get()) {
            return;
        }
        if (!pool.isHere()) { // it has moved since
            pool.execute(this::timeOut);
            return;
        }
        abort();
        finish(verifier.timedOut());
    }

    private void abort() {
        if (connection != null) {
            connection.close();
            connection = null;
        }
    }

    /** It may have passed before it was noted here; there is nothing to cancel then. */
    private void stopTime() {
        var running = deadline;
        if (running != null) {
            running.cancel();
        }
    }

    private void finish(Verification verification) {
        stopTime();
        if (pool == home) {
            give(verification);
        } else {
            home.execute(() -> give(verification));
        }
    }

    private void give(Verification verification) {
        if (over.compareAndSet(false, true)) {
            then.accept(verification);
        }
    }
}

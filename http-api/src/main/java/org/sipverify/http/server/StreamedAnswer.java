package org.sipverify.http.server;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.sipverify.http.Outlet;

/**
 * An answer that goes on. One write is on its way at a time; Jetty reports its end, and no thread waits for it.
 *
 * <p>Shared state: what is on its way, since when, and whether the answer is over.
 */
final class StreamedAnswer implements Outlet {
    private final Response response;
    private final Callback end;
    private final Limits limits;
    private boolean open = true;
    private boolean writing;
    private long since;

    /**
     * When it must end.
     *
     * @param patience how long a client may take for what was sent
     * @param allowed whether the caller still has the role
     * @param cut closes the connection
     */
    record Limits(Duration patience, BooleanSupplier allowed, Runnable cut) {}

    /** @param end is told once that the answer is over */
    StreamedAnswer(Response response, Callback end, Limits limits) {
        this.response = response;
        this.end = end;
        this.limits = limits;
    }

    @Override
    public synchronized boolean isReady() {
        return open && !writing;
    }

    @Override
    public void send(byte[] octets) {
        synchronized (this) {
            if (!isReady()) {
                throw new IllegalStateException("something else is on its way");
            }
            writing = true;
            since = System.nanoTime();
        }
        response.write(false, ByteBuffer.wrap(octets), Callback.from(this::written, this::fail));
    }

    private synchronized void written() {
        writing = false;
    }

    private void fail(Throwable why) {
        if (isEnded()) {
            end.failed(why);
        }
    }

    /** Whether this call has ended it. */
    private synchronized boolean isEnded() {
        boolean was = open;
        open = false;
        return was;
    }

    @Override
    public synchronized boolean isStalled() {
        return open && writing && System.nanoTime() - since > limits.patience().toNanos();
    }

    @Override
    public boolean isAllowed() {
        return limits.allowed().getAsBoolean();
    }

    @Override
    public synchronized boolean isOpen() {
        return open;
    }

    /** A whole answer where nothing is on its way; otherwise the connection goes, and with it the write. */
    @Override
    public void close() {
        boolean isWhole;
        synchronized (this) {
            isWhole = !writing;
        }
        if (isEnded()) {
            if (isWhole) {
                response.write(true, ByteBuffer.allocate(0), end);
            } else {
                limits.cut().run();
            }
        }
    }
}

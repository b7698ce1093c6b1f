package org.sipverify.app.api.calls;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import org.sipverify.http.Outlet;

/** Somebody who watches, and how far. For the thread that shows the calls. */
final class LiveClient {
    static final long BEAT = 10_000_000_000L;

    /** Left-out calls are reported once a second. */
    private static final long SECOND = 1_000_000_000;

    /** More is not given to the connection at once. */
    private static final int BATCH = 64 << 10;

    private static final String BEGIN = ": the calls of this server, as they happen\nretry: 3000\n\n";

    private final Outlet outlet;
    private final RowsSeen seen;
    private String begin = BEGIN;
    private long next;
    private long missed;
    private long leftOutBefore;
    private long reported;
    private long beat;

    /**
     * Watches from now on.
     *
     * @param next the number of the first call to be shown
     * @param leftOut calls that were left out so far
     */
    LiveClient(Outlet outlet, RowsSeen seen, long next, long leftOut, long now) {
        this.outlet = outlet;
        this.seen = seen;
        this.next = next;
        this.leftOutBefore = leftOut;
        this.reported = now - SECOND;
        this.beat = now;
    }

    /** What became of a client. */
    enum State {
        WATCHES,
        GONE,
        /** It does not take what it is sent. */
        DROPPED
    }

    /** Sends what there is, as far as the client takes it. */
    State step(LiveEvents events, long leftOut, long now) {
        if (!outlet.isOpen()) {
            return State.GONE;
        }
        if (outlet.isStalled()) {
            outlet.close();
            return State.DROPPED;
        }
        boolean isDue = now - beat >= BEAT;
        if (isDue && !outlet.isAllowed()) {
            outlet.close();
            return State.GONE;
        }
        if (outlet.isReady()) {
            var text = text(events, leftOut, now);
            if (isDue && text.size() == 0) {
                text.writeBytes(":\n\n".getBytes(UTF_8));
            }
            if (isDue) {
                beat = now;
            }
            if (text.size() > 0) {
                outlet.send(text.toByteArray());
            }
        }
        return State.WATCHES;
    }

    private ByteArrayOutputStream text(LiveEvents events, long leftOut, long now) {
        var text = new ByteArrayOutputStream();
        text.writeBytes(begin.getBytes(UTF_8));
        begin = "";
        missed += Math.max(0, events.oldest() - next);
        next = Math.max(next, events.oldest());
        long unseen = leftOut - leftOutBefore + missed;
        if (unseen > 0 && now - reported >= SECOND) {
            text.writeBytes(("event: left_out\ndata: {\"calls\":" + unseen + "}\n\n").getBytes(UTF_8));
            leftOutBefore = leftOut;
            missed = 0;
            reported = now;
        }
        for (var each = events.from(next, seen); each.hasNext() && text.size() < BATCH; next++) {
            text.writeBytes(each.next());
        }
        return text;
    }

    void close() {
        outlet.close();
    }
}

package org.sipverify.vcon.journal;

import java.io.IOException;
import java.util.function.LongSupplier;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.sipverify.formats.file.IoFailure;

/** Keeps the pages ready that the next entries go to, so that the threads that handle calls can store into them. */
final class PagesAhead {
    private static final Logger LOG = LogManager.getLogger();

    /** More than comes before it is done again: 1,700 calls a second have as much in a tenth of a second. */
    private static final int AHEAD = 1 << 20;

    /** Meanwhile the lock is held, and calls that come go the long way. */
    private static final int TOGETHER = 32 * Segment.PAGE;

    private final Segments segments;
    private final JournalLock lock;
    private final LongSupplier nanoTime;

    PagesAhead(Segments segments, JournalLock lock, LongSupplier nanoTime) {
        this.segments = segments;
        this.lock = lock;
        this.nanoTime = nanoTime;
    }

    /** May wait for the disk. */
    void prepare() {
        var left = AHEAD;
        try {
            for (var segment : lock.locked(segments::writable)) {
                left -= prepare(segment, left);
            }
        } catch (IOException e) {
            LOG.debug("cannot make pages of the journal ready: {}", IoFailure.text(e)); // the next entry says it aloud
        }
    }

    private int prepare(Segment segment, int most) throws IOException {
        var since = nanoTime.getAsLong();
        var from = lock.locked(segment::end);
        var to = (int) Math.min(segment.size(), (long) from + most);
        for (var at = from; at < to; at += TOGETHER) {
            prepare(segment, at, Math.min(to, at + TOGETHER));
        }
        lock.locked(() -> segment.ready(to, since));
        return to - from;
    }

    private void prepare(Segment segment, int from, int to) throws IOException {
        lock.lock();
        try {
            segment.prepare(from, to);
        } finally {
            lock.unlock();
        }
    }
}

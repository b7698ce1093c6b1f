package org.sipverify.index;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/** The opened database, and what the run before has left to be known: whether it ended well, and what it lost. */
final class OpenedIndex implements AutoCloseable {
    /** 1 while a server writes; a server that ends removes it. */
    private static final String OPEN = "open";
    /** From when on calls may be missing, in microseconds. */
    private static final String MISSING_SINCE = "missing_since";
    /** The vCon of a call may be written that much later than its row. */
    private static final Duration OVERLAP = Duration.ofHours(1);

    private final WriterConnection connection;
    private final Optional<Instant> missingSince;
    private Optional<Instant> notedLoss;

    private OpenedIndex(WriterConnection connection, Optional<Instant> missingSince) {
        this.connection = connection;
        this.missingSince = missingSince;
        this.notedLoss = missingSince;
    }

    static OpenedIndex open(Path file) throws IndexException {
        var connection = WriterConnection.open(file);
        try {
            var newest = connection.newest();
            boolean endedWell = connection.noted(OPEN).isEmpty();
            var lost = connection.noted(MISSING_SINCE).map(Rows::instant);
            var cutOff = endedWell ? Optional.<Instant>empty() : newest.map(it -> it.minus(OVERLAP));
            var missing = Stream.of(lost, cutOff).flatMap(Optional::stream).min(Instant::compareTo);
            connection.note(OPEN, 1);
            if (missing.isPresent()) {
                connection.note(MISSING_SINCE, Rows.micros(missing.get()));
            }
            return new OpenedIndex(connection, missing);
        } catch (IndexException e) {
            connection.close();
            throw e;
        }
    }

    WriterConnection connection() {
        return connection;
    }

    /** From when on calls of earlier runs may be missing. */
    Optional<Instant> missingSince() {
        return missingSince;
    }

    /** Notes that this run has lost calls since then. */
    void lost(Instant since) throws IndexException {
        if (notedLoss.isEmpty() || since.isBefore(notedLoss.get())) {
            connection.note(MISSING_SINCE, Rows.micros(since));
            notedLoss = Optional.of(since);
        }
    }

    /** What earlier runs lost is there again; what this run has lost since then stays noted. */
    void complete(Optional<Instant> lostSince) throws IndexException {
        if (lostSince.isPresent()) {
            connection.note(MISSING_SINCE, Rows.micros(lostSince.get()));
        } else {
            connection.forgetNote(MISSING_SINCE);
        }
        notedLoss = lostSince;
    }

    /** Ends well. */
    void end() throws IndexException {
        connection.forgetNote(OPEN);
    }

    @Override
    public void close() {
        connection.close();
    }
}

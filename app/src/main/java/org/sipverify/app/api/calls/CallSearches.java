package org.sipverify.app.api.calls;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.sipverify.app.api.calls.CallsMeter.SearchRefusal;
import org.sipverify.app.config.IndexSettings.Searches;
import org.sipverify.http.RefusedException;
import org.sipverify.index.IndexException;
import org.sipverify.index.IndexReader;
import org.sipverify.index.IndexedCall;
import org.sipverify.index.Page;
import org.sipverify.index.Query;
import org.sipverify.index.SlowSearchException;

/**
 * Searches for those who ask over HTTP. Only a few are made at once, each for a limited time, so that slow ones leave
 * threads to the other requests.
 *
 * <p>Shared state: how many may still begin.
 */
public final class CallSearches {
    /** A search that others are in front of waits that long: most take a few milliseconds. */
    private static final Duration TURN = Duration.ofSeconds(1);

    /** What is shown beside a call is not worth a long search. */
    private static final Duration BRIEFLY = Duration.ofMillis(300);

    private static final int UNAVAILABLE = 503;

    private final IndexReader reader;
    private final IndexReader hasty;
    private final Semaphore turns;
    private final CallsMeter meter;

    /** Of the index that this reads. */
    public CallSearches(IndexReader index, Searches limits, CallsMeter meter) {
        this.reader = new IndexReader(index.file(), limits.time());
        this.hasty = new IndexReader(index.file(), BRIEFLY);
        this.turns = new Semaphore(limits.most(), true);
        this.meter = meter;
    }

    private interface Search<T> {
        T make() throws IndexException;
    }

    /** What is found, the newest first. */
    Page search(Query query) throws RefusedException {
        return inTurn(() -> reader.search(query));
    }

    /** The call of this uuid. */
    Optional<IndexedCall> find(UUID uuid) throws RefusedException {
        return inTurn(() -> reader.find(uuid));
    }

    /** What is found at once; none when that would take longer. */
    List<IndexedCall> glance(Query query) throws RefusedException {
        return inTurn(() -> {
            try {
                return hasty.search(query).calls();
            } catch (SlowSearchException e) {
                return List.of();
            }
        });
    }

    private <T> T inTurn(Search<T> search) throws RefusedException {
        if (!isTurn()) {
            meter.searchRefused(SearchRefusal.BUSY);
            throw RefusedException.of(429, "other searches are being made (index.max-searches): try again")
                    .with("Retry-After", "1");
        }
        try {
            return search.make();
        } catch (SlowSearchException e) {
            meter.searchRefused(SearchRefusal.SLOW);
            throw RefusedException.of(UNAVAILABLE, String.valueOf(e.getMessage()));
        } catch (IndexException e) {
            throw RefusedException.of(UNAVAILABLE, String.valueOf(e.getMessage()));
        } finally {
            turns.release();
        }
    }

    private boolean isTurn() {
        try {
            return turns.tryAcquire(TURN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}

package org.sipverify.http.access;

import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Browsers that have signed in. A session lasts for its time, or until its token is no longer in the file; its role is the
 * one that the token has now. Of more sessions than there is room for, the oldest ends. They are kept in memory alone, by
 * the digest of their secret; the table is the shared state.
 */
public final class Sessions {
    private final Limit limit;
    private final Supplier<Tokens> tokens;
    private final LongSupplier nanoTime;
    private final Map<String, Session> bySecret = new LinkedHashMap<>();

    /** How many at a time, and how long each. */
    public record Limit(int most, Duration life) {}

    private record Session(Token token, long since) {}

    /** @param nanoTime a clock like {@link System#nanoTime} */
    Sessions(Limit limit, Supplier<Tokens> tokens, LongSupplier nanoTime) {
        this.limit = limit;
        this.tokens = tokens;
        this.nanoTime = nanoTime;
    }

    /** Begins one; its secret. */
    synchronized String begin(Token token) {
        if (bySecret.size() >= limit.most()) {
            bySecret.values().removeIf(this::isOver);
        }
        if (bySecret.size() >= limit.most()) {
            var all = bySecret.keySet().iterator();
            all.next();
            all.remove();
        }
        var secret = Digests.newSecret();
        bySecret.put(key(secret), new Session(token, nanoTime.getAsLong()));
        return secret;
    }

    /** The token of the session with this secret. */
    synchronized Optional<Token> find(String secret) {
        var session = bySecret.get(key(secret));
        if (session == null) {
            return Optional.empty();
        }
        var now = isOver(session) ? Optional.<Token>empty() : tokens.get().current(session.token());
        if (now.isEmpty()) {
            bySecret.remove(key(secret));
        }
        return now;
    }

    /** Ends the one with this secret, if there is one. */
    synchronized void end(String secret) {
        bySecret.remove(key(secret));
    }

    /** How many there are. */
    public synchronized int size() {
        bySecret.values().removeIf(this::isOver);
        return bySecret.size();
    }

    private boolean isOver(Session session) {
        return nanoTime.getAsLong() - session.since() >= limit.life().toNanos();
    }

    private static String key(String secret) {
        return HexFormat.of().formatHex(Digests.sha256(secret));
    }
}

package org.sipverify.vcon;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.sipverify.vcon.call.CallKey;
import org.sipverify.vcon.call.Recording;
import org.sipverify.vcon.journal.Journal;

/**
 * The calls that the end of an earlier run interrupted. Their callers send the INVITE again until they are answered, so
 * such a call may go on in this run: then it keeps its uuid, because it is the same INVITE.
 */
final class Interrupted {
    /** Timer B (RFC 3261 section 17.1.1.2): by then a caller has given up. */
    private static final Duration PATIENCE_OF_CALLERS = Duration.ofSeconds(32);

    private final Map<CallKey, Recording> calls = new ConcurrentHashMap<>();
    private final Backlog backlog;

    Interrupted(Backlog backlog) {
        this.backlog = backlog;
    }

    /** Looks which calls these are; to be done before a call comes in. */
    void read(Journal journal) throws IOException {
        for (var call : journal.unended(Instant.now().minus(PATIENCE_OF_CALLERS))) {
            backlog.hold(call.uuid());
            calls.put(call.arrival().key(), call);
        }
    }

    /** The call that goes on with this INVITE. */
    Optional<Recording> resume(CallKey key) {
        return calls.isEmpty() ? Optional.empty() : Optional.ofNullable(calls.remove(key));
    }

    /** Nobody waits any longer for an answer to these: they are over. */
    void giveUp() {
        var before = Instant.now().minus(PATIENCE_OF_CALLERS);
        for (var call : List.copyOf(calls.values())) {
            if (call.createdAt().isBefore(before) && calls.remove(call.arrival().key(), call)) {
                backlog.add(call, true);
            }
        }
    }
}

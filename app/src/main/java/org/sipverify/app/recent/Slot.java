package org.sipverify.app.recent;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/** What happened in one step of a {@link Ring}. Thread-safe. */
final class Slot {
    private final long step;
    private final Map<Kind, LongAdder> calls = new EnumMap<>(Kind.class);
    private final Times answers = new Times();
    private final Times verifications = new Times();

    /** @param step its number, from 1970 on */
    Slot(long step) {
        this.step = step;
        for (var kind : Kind.values()) {
            calls.put(kind, new LongAdder());
        }
    }

    long step() {
        return step;
    }

    void count(Kind kind) {
        of(kind).increment();
    }

    long calls(Kind kind) {
        return of(kind).sum();
    }

    private LongAdder of(Kind kind) {
        return Objects.requireNonNull(calls.get(kind));
    }

    Times answers() {
        return answers;
    }

    Times verifications() {
        return verifications;
    }
}

package org.sipverify.vcon.journal;

import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The beginning of a call on its way into the journal. The call continues when it is settled: it is written, or the
 * call has waited long enough, or the journal does not work. What was given up may still be written later.
 */
public final class Beginning {
    private static final byte[] NONE = {};

    /** How it was settled, as the call sees it. */
    private enum Outcome {
        WRITTEN,
        GIVEN_UP,
        FAILED
    }

    private final UUID uuid;
    private final int size;

    /** Null, then what is to be run when it is settled, and then an outcome. */
    private final AtomicReference<@Nullable Object> state = new AtomicReference<>();

    private volatile boolean written;
    private byte[] entry; // guarded by the journal's lock

    Beginning(UUID uuid, byte[] entry) {
        this.uuid = uuid;
        this.entry = entry;
        this.size = entry.length;
    }

    /** One that is in the journal already. */
    public static Beginning written(UUID uuid) {
        var beginning = new Beginning(uuid, NONE);
        beginning.write();
        beginning.settle(Outcome.WRITTEN);
        return beginning;
    }

    UUID uuid() {
        return uuid;
    }

    byte[] entry() {
        return entry;
    }

    /** Bytes of the entry. */
    public int size() {
        return size;
    }

    /** Whether the journal has it by now. */
    public boolean isWritten() {
        return written;
    }

    /** Whether it is not in the journal because the journal did not work. Valid when it is settled, and final then. */
    public boolean hasFailed() {
        return state.get() == Outcome.FAILED;
    }

    boolean isSettled() {
        return state.get() instanceof Outcome;
    }

    /** Runs this once: at once on this thread if it is settled, otherwise on the thread that settles it. Call it once. */
    public void whenSettled(Runnable then) {
        if (!state.compareAndSet(null, then)) {
            then.run();
        }
    }

    /** The journal has it; whoever holds the journal's lock has seen to that. */
    void write() {
        written = true;
        entry = NONE;
    }

    /** After an attempt to write it. */
    void tried() {
        settle(written ? Outcome.WRITTEN : Outcome.FAILED);
    }

    /** The call continues without waiting any longer. */
    void giveUp() {
        settle(written ? Outcome.WRITTEN : Outcome.GIVEN_UP);
    }

    private void settle(Outcome outcome) {
        var before = state.getAndUpdate(it -> it instanceof Outcome ? it : outcome);
        if (before instanceof Runnable then) {
            then.run();
        }
    }
}

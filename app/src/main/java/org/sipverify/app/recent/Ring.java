package org.sipverify.app.recent;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** The last steps of one length: what is older is overwritten. Thread-safe. */
final class Ring {
    private final Range range;
    private final AtomicReferenceArray<Slot> slots;

    Ring(Range range) {
        this.range = range;
        this.slots = new AtomicReferenceArray<>(range.steps() + 1); // and the one that is not over
    }

    /** The slot of that time, which is made when it is the first of its step. */
    Slot at(long second) {
        long step = second / range.step();
        int place = (int) (step % slots.length());
        var slot = slots.get(place);
        while (slot == null || slot.step() < step) {
            var fresh = new Slot(step);
            slot = slots.compareAndExchange(place, slot, fresh) == slot ? fresh : slots.get(place);
        }
        return slot;
    }

    /** The slot of that step; absent if nothing happened in it, or it is no longer kept. */
    Optional<Slot> of(long step) {
        var slot = slots.get((int) (step % slots.length()));
        return Optional.ofNullable(slot).filter(it -> it.step() == step);
    }
}

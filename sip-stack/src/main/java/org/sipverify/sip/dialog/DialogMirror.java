package org.sipverify.sip.dialog;

import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What calls in other lanes may see of a leg: its confirmed dialog, and that of the leg on the other side of its call.
 * Thread-safe.
 */
public final class DialogMirror {
    private volatile @Nullable Supplier<Dialog> dialog;
    private volatile @Nullable DialogMirror opposite;

    /** These are the two sides of one call from now on. */
    public static void join(DialogMirror one, DialogMirror other) {
        one.opposite = other;
        other.opposite = one;
    }

    /** The leg has a confirmed dialog. */
    public void shows(Supplier<Dialog> confirmed) {
        dialog = confirmed;
    }

    /** The dialog of this leg; empty while it is not confirmed. */
    public Optional<Dialog> shown() {
        var its = dialog;
        return its == null ? Optional.empty() : Optional.of(its.get());
    }

    /** The dialog of the leg on the other side, likewise. */
    public Optional<Dialog> beyond() {
        var other = opposite;
        return other == null ? Optional.empty() : other.shown();
    }
}

package org.sipverify.app.ops;

import java.util.IdentityHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Another throwable as the log prints it: with its name, stack, cause and suppressed ones, its words escaped. */
public final class EscapedThrowable extends Throwable {
    private static final long serialVersionUID = 1;

    private final String name;

    private EscapedThrowable(Throwable thrown) {
        super(thrown.getMessage() == null ? null : EscapingEventFactory.escaped(thrown.getMessage()));
        name = EscapingEventFactory.escaped(thrown.toString());
        setStackTrace(thrown.getStackTrace());
    }

    /** The throwable itself where there is nothing to escape. */
    public static Throwable of(Throwable thrown) {
        return isPlain(thrown, new IdentityHashMap<>()) ? thrown : copy(thrown, new IdentityHashMap<>());
    }

    /** Causes may go round in a circle. */
    private static boolean isPlain(@Nullable Throwable thrown, Map<Throwable, Throwable> seen) {
        if (thrown == null || seen.put(thrown, thrown) != null) {
            return true;
        }
        var text = thrown + " " + thrown.getMessage();
        var plain = EscapingEventFactory.escaped(text).equals(text) && isPlain(thrown.getCause(), seen);
        for (var suppressed : thrown.getSuppressed()) {
            plain = plain && isPlain(suppressed, seen);
        }
        return plain;
    }

    private static Throwable copy(Throwable thrown, Map<Throwable, Throwable> copies) {
        var known = copies.get(thrown);
        if (known != null) {
            return known;
        }
        var copy = new EscapedThrowable(thrown);
        copies.put(thrown, copy);
        if (thrown.getCause() != null) {
            copy.initCause(copy(thrown.getCause(), copies));
        }
        for (var suppressed : thrown.getSuppressed()) {
            copy.addSuppressed(copy(suppressed, copies));
        }
        return copy;
    }

    @Override
    @SuppressWarnings("OverrideThrowableToString") // the class that is named is the other's
    public String toString() {
        return name;
    }
}

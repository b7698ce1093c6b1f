package org.sipverify.sip.leg;

import java.util.Map;
import java.util.Optional;
import org.sipverify.bridge.LegEvent.Asked.Kind;

/** What one end may ask the other within a call, and by which method. */
final class Kinds {
    private static final Map<String, Kind> BY_METHOD = Map.of(
            "INVITE", Kind.MODIFY,
            "UPDATE", Kind.UPDATE,
            "INFO", Kind.INFO,
            "MESSAGE", Kind.MESSAGE,
            "NOTIFY", Kind.NOTIFY,
            "OPTIONS", Kind.OPTIONS,
            "REFER", Kind.TRANSFER);

    static Optional<Kind> of(String method) {
        return Optional.ofNullable(BY_METHOD.get(method));
    }

    static String method(Kind kind) {
        return switch (kind) {
            case MODIFY -> "INVITE";
            case TRANSFER -> "REFER";
            case UPDATE, INFO, MESSAGE, NOTIFY, OPTIONS -> kind.name();
        };
    }

    private Kinds() {}
}

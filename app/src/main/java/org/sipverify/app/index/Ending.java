package org.sipverify.app.index;

import java.util.List;
import java.util.Optional;
import org.sipverify.index.IndexedCall;
import org.sipverify.policy.Decision;
import org.sipverify.policy.Uri;
import org.sipverify.vcon.privacy.Masked;

/**
 * How a call ends by the decision on it.
 *
 * @param action redirect, reject or bridge
 * @param code the status that the policy gives; 0 of a bridge, where the target gives it
 * @param targets where it goes; none of a rejection
 */
record Ending(String action, int code, List<String> targets) {
    private static final List<String> ACTIONS = List.of("redirect", "reject", "bridge");

    /** How the call of a row ended; absent when no policy decided on it. */
    static Optional<Ending> of(IndexedCall row) {
        var done = row.handling();
        if (!ACTIONS.contains(done.decision())) {
            return Optional.empty();
        }
        var target = done.answer().target();
        return Optional.of(new Ending(
                done.decision(),
                done.decision().equals("bridge") ? 0 : done.answer().code(),
                target.isEmpty() ? List.of() : List.of(target)));
    }

    static Ending of(Decision decision) {
        return decision.match(
                redirect -> new Ending("redirect", redirect.status(), List.of(Masked.text(redirect.destination()))),
                reject -> new Ending("reject", reject.status(), List.of()),
                bridge -> new Ending(
                        "bridge",
                        0,
                        bridge.targets().stream()
                                .map(Uri::toString)
                                .map(Masked::text)
                                .toList()));
    }

    /** A row has one of the targets of a bridge: the last that was tried. */
    boolean isLike(Ending now) {
        return action.equals(now.action) && code == now.code && now.targets.containsAll(targets);
    }

    String text() {
        return code == 0 ? action : action + " " + code;
    }
}

package org.sipverify.sip.dialog;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/** The dialogs that last, by their id; empty when there is no call. Thread-safe. */
public final class DialogTable {
    private final Map<Dialog.Id, Dialog> dialogs = new ConcurrentHashMap<>();

    /** Keeps a dialog in its present state; one that has ended is forgotten. */
    public void put(Dialog dialog) {
        if (dialog.state() == Dialog.State.TERMINATED) {
            dialogs.remove(dialog.id());
        } else {
            dialogs.put(dialog.id(), dialog);
        }
    }

    /** The dialog that a message of the peer belongs to (section 12.2.2); empty for none: it is answered 481. */
    public Optional<Dialog> find(String callId, String toTag, String fromTag) {
        return find(new Dialog.Id(callId, toTag, fromTag));
    }

    public Optional<Dialog> find(Dialog.Id id) {
        return Optional.ofNullable(dialogs.get(id));
    }

    /**
     * Changes a dialog that is in the table, as one step.
     *
     * @return the changed one; empty if it was not in the table
     */
    public Optional<Dialog> change(Dialog.Id id, UnaryOperator<Dialog> change) {
        var changed = new Dialog[1];
        dialogs.computeIfPresent(id, (same, dialog) -> {
            changed[0] = change.apply(dialog);
            return changed[0].state() == Dialog.State.TERMINATED ? null : changed[0];
        });
        return Optional.ofNullable(changed[0]);
    }

    /** The dialogs of one INVITE of this server: those of a fork, in no order. */
    public List<Dialog> ofInvite(String callId, String localTag) {
        return dialogs.values().stream()
                .filter(dialog -> dialog.id().callId().equals(callId)
                        && dialog.id().localTag().equals(localTag))
                .toList();
    }

    public void remove(Dialog.Id id) {
        dialogs.remove(id);
    }

    public int size() {
        return dialogs.size();
    }
}

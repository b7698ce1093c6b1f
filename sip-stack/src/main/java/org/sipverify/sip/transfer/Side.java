package org.sipverify.sip.transfer;

import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.sipverify.bridge.Leg;
import org.sipverify.bridge.LegEvent;
import org.sipverify.bridge.LegEvent.Asked;
import org.sipverify.bridge.Party;
import org.sipverify.sip.dialog.DialogMirror;
import org.sipverify.sip.leg.PeerQuestion;

/** A leg of a call on its way to the bridge: what its peer asks by REFER goes another way. */
final class Side {
    private final Party party;
    private final Presented presented;
    private final Transfers transfers;
    private final Consumer<LegEvent> bridge;
    private @Nullable Leg leg;
    private @Nullable DialogMirror mirror;
    private boolean isReferred;

    /** @param presented who its peer is, for those that it is connected with */
    Side(Party party, Presented presented, Transfers transfers, Consumer<LegEvent> bridge) {
        this.party = party;
        this.presented = presented;
        this.transfers = transfers;
        this.bridge = bridge;
    }

    void speaksBy(Leg its, DialogMirror dialog) {
        leg = its;
        mirror = dialog;
    }

    Party party() {
        return party;
    }

    Presented presented() {
        return presented;
    }

    Leg leg() {
        return Objects.requireNonNull(leg);
    }

    DialogMirror mirror() {
        return Objects.requireNonNull(mirror);
    }

    /** What the leg says. */
    void said(LegEvent event) {
        if (event instanceof Asked asked
                && asked.kind() == Asked.Kind.TRANSFER
                && asked.question() instanceof PeerQuestion question) {
            transfers.referred(this, asked, question.request());
        } else {
            if (event instanceof LegEvent.Answered) {
                transfers.answered();
            }
            bridge.accept(event);
        }
    }

    /** Says this to the bridge. */
    void say(LegEvent event) {
        bridge.accept(event);
    }

    /** RFC 3515 section 2.4.6: the Event of all but the first REFER of a dialog has an id. */
    String event(int cseq) {
        var event = isReferred ? "refer;id=" + cseq : "refer";
        isReferred = true;
        return event;
    }
}

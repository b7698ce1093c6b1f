package org.sipverify.sip.transfer;

import java.util.List;
import java.util.Optional;
import org.sipverify.bridge.Content;
import org.sipverify.bridge.Content.Detail;
import org.sipverify.sip.Headers;
import org.sipverify.sip.dialog.Dialog;
import org.sipverify.sip.dialog.OptionTags;
import org.sipverify.sip.dialog.Routing;
import org.sipverify.sip.leg.LegTable;

/**
 * What the INVITE of a new call is to replace (RFC 3891). A dialog of this server is not what is meant: it is the one
 * beyond, and its peer is who has to hear that. Of a dialog that is not here the target decides.
 */
public final class ReplacingInvite {
    private final Headers invite;
    private final Optional<Replaces> replaces;
    private final Optional<Dialog> beyond;

    /** @param invite of a valid request, with long names */
    public ReplacingInvite(Headers invite, LegTable table) {
        this.invite = invite;
        this.replaces = invite.first(Replaces.NAME).flatMap(Replaces::parse);
        this.beyond = replaces.flatMap(it -> it.beyond(table));
    }

    /** Whether an INVITE replaces nothing, or one dialog (section 3). */
    public static boolean isValid(Headers invite) {
        var values = invite.all(Replaces.NAME);
        return values.isEmpty()
                || (values.size() == 1
                        && Replaces.parse(values.get(0)).isPresent()
                        && invite.first("Join").isEmpty());
    }

    /** Where to call: the peer that is in the call, or the usual targets. */
    public List<String> targets(List<String> usual) {
        return beyond.map(it -> List.of(ReferTo.bare(it))).orElse(usual);
    }

    /** The way to that peer. */
    public Optional<Routing> routing() {
        return beyond.map(Dialog::routing);
    }

    /** What passes to the callee, with what is to be replaced as the callee knows it. */
    public Content added(Content passed) {
        if (replaces.isEmpty()) {
            return passed;
        }
        var value = beyond.map(Replaces::of).orElse(replaces.get()).value();
        var content = passed.and(new Detail(Replaces.NAME, value));
        return OptionTags.requires(invite, OptionTags.REPLACES)
                ? content.and(new Detail("Require", OptionTags.REPLACES))
                : content;
    }
}

package org.sipverify.sip.leg;

import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.sipverify.bridge.Content;
import org.sipverify.sip.Headers;
import org.sipverify.sip.client.Flow;
import org.sipverify.sip.client.OutboundRequest;
import org.sipverify.sip.client.RequestSender;
import org.sipverify.sip.dialog.Dialog;

/** The ACK of a 2xx that the peer gave: owed until the other leg has confirmed, and sent again for each repetition. */
final class AckOwed {
    private final RequestSender sender;
    private OptionalInt invite = OptionalInt.empty();
    private Headers credentials = Headers.NONE;
    private @Nullable OutboundRequest last;

    AckOwed(RequestSender sender) {
        this.sender = sender;
    }

    /**
     * A 2xx has come.
     *
     * @param cseq of the INVITE
     * @param sent what answered its challenge (RFC 3261 section 22.1)
     */
    void owe(int cseq, Headers sent) {
        invite = OptionalInt.of(cseq);
        credentials = sent;
    }

    boolean isOwed() {
        return invite.isPresent();
    }

    /** Sends it, if it is owed. */
    void pay(Dialog dialog, Content content, Optional<Flow> known) {
        if (invite.isPresent()) {
            var ack = dialog.ack(invite.getAsInt(), credentials);
            invite = OptionalInt.empty();
            last = ack.withContent(ack.content().headers().and(PassedFields.headers(content)), content.body());
            sender.acknowledge(last, known);
        }
    }

    /** The 2xx has come again. */
    void again(Optional<Flow> known) {
        if (last != null) {
            sender.acknowledge(last, known);
        }
    }
}

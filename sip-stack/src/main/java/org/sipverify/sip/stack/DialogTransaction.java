package org.sipverify.sip.stack;

import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.sipverify.sip.Headers;
import org.sipverify.sip.client.Timing;
import org.sipverify.sip.guard.ResponseTemplate;
import org.sipverify.sip.leg.OwnResponse;
import org.sipverify.sip.leg.ServerTransaction;
import org.sipverify.sip.transport.Transport;
import org.sipverify.sip.transport.Wire;

/**
 * The server side of a request within a dialog other than INVITE and ACK (RFC 3261 section 17.2.2): it is passed on once,
 * and its retransmissions get the last response again. In the lane of the call.
 */
final class DialogTransaction implements ServerTransaction {
    private static final Duration TIMER_J = Timing.RFC_3261.timeout();

    private final DialogTransactions table;
    private final DialogTransactions.Key key;
    private final ResponseTemplate template;
    private final Transport transport;
    private final Wire replies;
    private final int room;
    private final ResponseSender sender;
    private byte @Nullable [] last;
    private boolean isDecided;

    DialogTransaction(
            DialogTransactions table, DialogTransactions.Key key, InboundRequest request, ResponseSender sender) {
        this.table = table;
        this.key = key;
        this.template = request.template();
        this.transport = request.transport();
        this.replies = request.replies();
        this.room = request.room();
        this.sender = sender;
        replies.hold();
    }

    @Override
    public void respond(OwnResponse response) {
        if (isDecided) {
            return;
        }
        var written = sender.write(template, response, "");
        last = written.message();
        sender.send(replies, written.message(), room);
        if (written.status() >= 200) {
            isDecided = true;
            sender.counted(written);
            replies.release();
            table.end(key, transport == Transport.UDP ? TIMER_J : Duration.ZERO);
        }
    }

    /** The request came again. */
    void repeated() {
        if (last != null) {
            sender.send(replies, last, room);
        }
    }

    /** Only an INVITE can be cancelled. */
    @Override
    public void onCancel(Consumer<Headers> action) {}

    /** Only an INVITE has an ACK. */
    @Override
    public void acknowledged() {}
}

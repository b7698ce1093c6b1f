package org.sipverify.sip.stack;

import java.net.InetAddress;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.sipverify.sip.CompactNames;
import org.sipverify.sip.Headers;
import org.sipverify.sip.SipMeter;
import org.sipverify.sip.client.Addresses;
import org.sipverify.sip.guard.Field;
import org.sipverify.sip.guard.ValidMessage;
import org.sipverify.sip.leg.LegTable;
import org.sipverify.sip.leg.OwnResponse;
import org.sipverify.sip.leg.PeerRequest;
import org.sipverify.sip.leg.ServerTransaction;
import org.sipverify.sip.stack.InviteTransaction.Attempt;
import org.sipverify.sip.transport.LaneTimer;

/** Hands requests within the dialogs of bridged calls to the leg that has the dialog, in the lane of the call. */
final class DialogRequests {
    private final Transactions invites;
    private final DialogTransactions others;
    private final ResponseSender sender;
    private final LaneTimer timer;
    private final SipMeter meter;
    private volatile @Nullable Bridges bridges;

    DialogRequests(
            Transactions invites, DialogTransactions others, ResponseSender sender, LaneTimer timer, SipMeter meter) {
        this.invites = invites;
        this.others = others;
        this.sender = sender;
        this.timer = timer;
        this.meter = meter;
    }

    void of(Bridges those) {
        bridges = those;
    }

    /** Whether a bridged call has a dialog with a peer at that address. */
    boolean isPeer(InetAddress address) {
        var all = bridges;
        return all != null && all.table().isPeer(address);
    }

    /** Whether the request belongs to a dialog that is here. */
    boolean isWithin(ValidMessage request) {
        var all = bridges;
        return all != null && leg(request, all) != null;
    }

    private static LegTable.@Nullable Receiver leg(ValidMessage message, Bridges all) {
        return message.first(Field.TO)
                .flatMap(Addresses::tag)
                .flatMap(tag -> all.table().find(message.callId(), tag))
                .orElse(null);
    }

    /**
     * Hands it over; a CANCEL has its place by the transaction it cancels.
     *
     * @return false if it belongs to no dialog that is here
     */
    boolean take(InboundRequest request) {
        var all = bridges;
        if (all == null || all.dialogs() == 0) {
            return false;
        }
        var leg = leg(request.message(), all);
        if (leg == null) {
            return false;
        }
        switch (request.method()) {
            case "ACK" -> leg.received(read(request, all, Acknowledged.INSTANCE));
            case "INVITE" -> invite(request, all, leg);
            default -> other(request, all, leg);
        }
        return true;
    }

    private void invite(InboundRequest request, Bridges all, LegTable.Receiver leg) {
        var known = invites.of(request.key());
        if (known != null) {
            known.repeated(request);
            return;
        }
        if (invites.isLate(request.key())) {
            return;
        }
        long weight = request.message().octets();
        if (!invites.held().take(weight, request.named())) {
            return; // it comes again
        }
        var attempt = new Attempt(request.message().callId(), request.key().branch(), 0);
        var transaction = new InviteTransaction(request, attempt, weight, sender, invites, timer, () -> {});
        var answers = new InviteAnswers(transaction, request.template(), sender);
        transaction.belongsTo(answers);
        invites.begin(transaction);
        answers.trying();
        begin(request, all, leg, answers);
    }

    private void other(InboundRequest request, Bridges all, LegTable.Receiver leg) {
        var transaction = others.begin(request);
        if (transaction != null) {
            begin(request, all, leg, transaction);
        }
    }

    private void begin(InboundRequest request, Bridges all, LegTable.Receiver leg, ServerTransaction transaction) {
        meter.request(SipMeter.METHODS.contains(request.method()) ? request.method() : SipMeter.OTHER_METHOD);
        var read = read(request, all, transaction);
        all.badExtension(read).ifPresentOrElse(transaction::respond, () -> leg.received(read));
    }

    private static PeerRequest read(InboundRequest request, Bridges all, ServerTransaction transaction) {
        var message = request.message();
        var index = message.index();
        return new PeerRequest(
                message.method(),
                message.requestUri(),
                CompactNames.expanded(Headers.of(index)),
                index.bodyOctets(),
                all.flow(request.transport(), request.wire()),
                transaction);
    }

    /** An ACK is not answered. */
    private enum Acknowledged implements ServerTransaction {
        INSTANCE;

        @Override
        public void respond(OwnResponse response) {}

        @Override
        public void acknowledged() {}

        @Override
        public void onCancel(Consumer<Headers> action) {}
    }
}

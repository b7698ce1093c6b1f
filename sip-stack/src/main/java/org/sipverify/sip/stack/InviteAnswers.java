package org.sipverify.sip.stack;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.sipverify.bridge.Status;
import org.sipverify.sip.Headers;
import org.sipverify.sip.guard.ResponseTemplate;
import org.sipverify.sip.leg.OwnResponse;
import org.sipverify.sip.leg.ServerTransaction;
import org.sipverify.sip.transport.Wire;

/** The answers to an INVITE that a leg of a bridged call gives. In the lane of the call. */
final class InviteAnswers implements ServerTransaction, PendingInvite {
    private static final OwnResponse TERMINATED =
            new OwnResponse(new Status(487, "Request Terminated"), "", Headers.NONE, new byte[0]);

    private final InviteTransaction transaction;
    private final ResponseTemplate template;
    private final ResponseSender sender;
    private Consumer<Headers> onCancel = cancel -> {};
    private boolean isDecided;

    InviteAnswers(InviteTransaction transaction, ResponseTemplate template, ResponseSender sender) {
        this.transaction = transaction;
        this.template = template;
        this.sender = sender;
    }

    /** The way of the responses; null if there is none any more. */
    @Nullable
    Wire replies() {
        return transaction.replies();
    }

    /** Tells the peer at once that the INVITE has come: what follows takes time. */
    void trying() {
        transaction.provisional(sender.trying(template));
    }

    @Override
    public void respond(OwnResponse response) {
        var written = sender.write(template, response, sender.toTag(transaction.key()));
        if (written.status() < 200) {
            transaction.provisional(written.message());
            return;
        }
        boolean sent =
                written.status() < 300 ? transaction.accept(written.message()) : transaction.answer(written.message());
        if (!isDecided && sent) {
            sender.answering(written, transaction.source());
            sender.counted(written);
        }
        isDecided = true;
    }

    @Override
    public void acknowledged() {
        transaction.acknowledged();
    }

    @Override
    public void onCancel(Consumer<Headers> action) {
        onCancel = action;
    }

    @Override
    public void cancel(Headers cancel) {
        if (!isDecided) {
            respond(TERMINATED);
            onCancel.accept(cancel);
        }
    }
}

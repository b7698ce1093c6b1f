package org.sipverify.sip.leg;

import java.time.Duration;
import org.sipverify.bridge.Content;
import org.sipverify.bridge.LegEvent.Asked;
import org.sipverify.bridge.LegEvent.Asked.Kind;
import org.sipverify.bridge.LegEvent.Question;
import org.sipverify.bridge.LegEvent.Reply;
import org.sipverify.bridge.Status;
import org.sipverify.sip.Headers;
import org.sipverify.sip.client.Response;
import org.sipverify.sip.dialog.RAck;

/** Requests to the peer within a dialog, on behalf of the other leg. */
final class OwnRequests {
    /** For a re-INVITE, about which a person may be asked. */
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final InviteUsage usage;
    private final PeerDialog peer;
    private final InvitesUnderWay invites;

    OwnRequests(InviteUsage usage, PeerDialog peer, InvitesUnderWay invites) {
        this.usage = usage;
        this.peer = peer;
        this.invites = invites;
    }

    /** The other leg asks this peer. */
    void ask(Asked asked) {
        boolean modifies = asked.kind() == Kind.MODIFY;
        if (usage.hasEnded()) {
            asked.question().answer(new Reply(Status.GONE, Content.NONE));
        } else if (modifies && !invites.mayBegin()) {
            asked.question().answer(new Reply(new Status(491, "Request Pending"), Content.NONE));
        } else {
            if (modifies) {
                invites.begin();
            }
            boolean isTimed = (modifies || asked.kind() == Kind.UPDATE) && usage.isAnswered();
            var own = isTimed ? usage.session().timer().fields() : Headers.NONE;
            ask(Kinds.method(asked.kind()), own, asked.content(), asked.question());
        }
    }

    /** The other leg has what this peer sent reliably. */
    void prack(RAck rack, Content content, Question question) {
        if (usage.hasEnded()) {
            question.answer(new Reply(Status.GONE, Content.NONE));
        } else {
            ask("PRACK", rack.field(), content, question);
        }
    }

    private void ask(String method, Headers own, Content content, Question question) {
        var asking = peer.send(method, own, content, PATIENCE, new OwnQuestion(this, question, method, content));
        question.onCancel(asking::cancel);
    }

    /** The peer has answered one that had that content. */
    void answered(String method, Content content, Response response) {
        peer.answered(method, response);
        if (response.isSuccess() && PeerQuestion.WITH_SESSION.contains(method)) {
            usage.session().agreed(content, response.body());
            if (usage.isAnswered() && !method.equals("PRACK")) {
                usage.session().timer().accepted(response);
            }
        }
        if (method.equals("INVITE")) {
            invites.answered(response);
        }
        if (usage.hasEnded()) {
            usage.confirm(Content.NONE);
        }
    }

    /** The peer has accepted an INVITE again. */
    void answeredAgain() {
        usage.answeredAgain();
    }

    /** The peer has not answered one. */
    void unanswered(String method) {
        if (method.equals("INVITE")) {
            invites.unanswered();
        }
    }

    /**
     * The peer knows nothing of the call any more, or does not answer. Before the call is answered, its INVITE decides; a
     * PRACK that comes too late is refused too, and so is a NOTIFY of a subscription that is over (RFC 5057 section 2).
     */
    void forgotten(String method, Status how) {
        if (usage.isAnswered() && !method.equals("PRACK") && !method.equals("NOTIFY")) {
            usage.lost(how);
        }
    }
}

package org.sipverify.sip.leg;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sipverify.bridge.Content;
import org.sipverify.bridge.LegEvent;
import org.sipverify.bridge.LegEvent.Asked;
import org.sipverify.bridge.LegEvent.Asked.Kind;
import org.sipverify.bridge.LegEvent.Reply;
import org.sipverify.bridge.Status;
import org.sipverify.sip.Headers;
import org.sipverify.sip.client.Flow;
import org.sipverify.sip.client.RequestSender.Manner;
import org.sipverify.sip.client.Response;
import org.sipverify.sip.digest.Credentials;
import org.sipverify.sip.transport.Transport;

/**
 * A call within one dialog (the invite usage of RFC 5057), at either end: requests of the peer, requests to the peer,
 * and the end. In the lane of the call.
 */
final class InviteUsage {
    static final String ALLOW = "INVITE, ACK, CANCEL, BYE, OPTIONS, INFO, UPDATE, MESSAGE, NOTIFY, REFER";

    /** For a re-INVITE, about which a person may be asked. */
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /** Takes what happens here. */
    interface User {
        void says(LegEvent event);

        /** Nothing is left of it: no request of the peer belongs to it any more. */
        void isOver(InviteUsage usage);
    }

    private final LegParts parts;
    private final User user;
    private final Flow flow;
    private final AckOwed ack;
    private Dialog dialog;
    private @Nullable UnackedAnswer unacked;
    private @Nullable PeerQuestion peerInvite;
    private boolean hasOwnInvite;
    private @Nullable Runnable bye;
    private boolean hasEnded;
    private boolean isOver;

    InviteUsage(LegParts parts, Dialog dialog, Flow flow, User user) {
        this.parts = parts;
        this.dialog = dialog;
        this.flow = flow;
        this.user = user;
        this.ack = new AckOwed(parts.sender());
        parts.table().met(peer());
    }

    Dialog.Id id() {
        return dialog.id();
    }

    /** It answers the peer's INVITE, so that it is confirmed when the ACK comes. */
    void answer(ServerTransaction invite, int cseq, OwnResponse accepted) {
        dialog = dialog.withState(Dialog.State.CONFIRMED);
        answerInvite(invite, cseq, accepted);
    }

    boolean isAnswered() {
        return dialog.state() != Dialog.State.EARLY;
    }

    /**
     * The peer answered an INVITE of this end; the ACK is owed until the other leg has confirmed the answer.
     *
     * @param sentCredentials what answered its challenge
     */
    void answered(Dialog confirmed, int invite, Headers sentCredentials) {
        dialog = dialog.confirmedAs(confirmed);
        ack.owe(invite, sentCredentials);
    }

    /** The peer has repeated that answer. */
    void answeredAgain() {
        ack.again(known());
    }

    /** The other leg has confirmed the answer of this peer. */
    void confirm(Content content) {
        ack.pay(dialog, content, known());
    }

    /** A request of the peer within the dialog. */
    void received(PeerRequest request) {
        if (request.method().equals("ACK")) {
            acknowledged(request);
            return;
        }
        var next = dialog.received(request.method(), request.headers());
        if (next.isEmpty()) {
            request.respond(500, "Server Internal Error"); // RFC 3261 section 12.2.2: out of order
            return;
        }
        dialog = next.get();
        if (request.method().equals("BYE")) {
            bye(request);
        } else if (hasEnded) {
            request.respond(481, "Call/Transaction Does Not Exist");
        } else if (request.method().equals("PRACK")) {
            request.respond(481, "Call/Transaction Does Not Exist"); // no provisional response was reliable
        } else {
            Kinds.of(request.method()).ifPresentOrElse(kind -> ask(request, kind), () -> request.transaction()
                    .respond(new OwnResponse(501, "Not Implemented", Headers.NONE.with("Allow", ALLOW))));
        }
    }

    private void acknowledged(PeerRequest request) {
        if (unacked != null && unacked.acknowledgedBy(request.cseq())) {
            unacked = null;
            if (bye != null) {
                bye.run();
            } else {
                user.says(new LegEvent.Confirmed(PassedFields.USUAL.of(request.headers(), request.body())));
            }
        }
    }

    private void bye(PeerRequest request) {
        request.respond(200, "OK");
        if (peerInvite != null) {
            peerInvite.end(487, "Request Terminated");
        }
        if (unacked != null) {
            unacked.stop();
            unacked = null;
        }
        confirm(Content.NONE);
        if (!hasEnded) {
            hasEnded = true;
            user.says(new LegEvent.HungUp(Status.OK, PassedFields.USUAL.of(request.headers(), new byte[0])));
            over();
        } else if (bye != null) {
            over(); // its BYE came before ours could be sent
        }
    }

    private void ask(PeerRequest request, Kind kind) {
        var question = new PeerQuestion(this, request, kind);
        if (kind == Kind.MODIFY) {
            if (hasOwnInvite) {
                request.respond(491, "Request Pending");
                return;
            }
            if (peerInvite != null || unacked != null) {
                request.transaction()
                        .respond(new OwnResponse(500, "Server Internal Error", Headers.NONE.with("Retry-After", "5")));
                return;
            }
            peerInvite = question;
            request.transaction().onCancel(() -> {
                closed(question);
                question.cancel();
            });
        }
        user.says(question.asked());
    }

    /** The peer's INVITE is answered. */
    void closed(PeerQuestion question) {
        if (peerInvite == question) {
            peerInvite = null;
        }
    }

    /** The peer's INVITE or UPDATE is accepted: its Contact counts from now on. */
    void refreshed(Headers request) {
        dialog = dialog.refreshed(request);
    }

    /** Accepts an INVITE of the peer, and repeats that until the ACK comes. */
    void answerInvite(ServerTransaction invite, int cseq, OwnResponse accepted) {
        var waiting = new UnackedAnswer(parts, callId(), cseq, invite, accepted, this::notAcknowledged);
        unacked = waiting;
        waiting.start();
    }

    /** RFC 3261 section 13.3.1.4: the dialog is confirmed but the session is not wanted: BYE. */
    private void notAcknowledged() {
        unacked = null;
        if (bye != null) {
            bye.run();
        } else {
            lost(new Status(408, "Request Timeout"));
        }
    }

    /** The other leg asks this peer. */
    void ask(Asked asked) {
        boolean modifies = asked.kind() == Kind.MODIFY;
        if (hasEnded) {
            asked.question().answer(new Reply(Status.GONE, Content.NONE));
            return;
        }
        if (modifies && (hasOwnInvite || peerInvite != null || unacked != null || ack.isOwed())) {
            asked.question().answer(new Reply(new Status(491, "Request Pending"), Content.NONE));
            return;
        }
        var method = Kinds.method(asked.kind());
        var next = dialog.request(method);
        dialog = next.dialog();
        hasOwnInvite |= modifies;
        var request = next.request()
                .withContent(
                        next.request().content().headers().and(PassedFields.headers(asked.content())),
                        asked.content().body());
        var sent = parts.sender()
                .send(
                        modifies || asked.kind() == Kind.UPDATE ? request.withContact(parts.contact()) : request,
                        new Manner(Credentials.NONE, PATIENCE, known()),
                        new OwnQuestion(this, asked, method));
        asked.question().onCancel(sent::cancel);
    }

    /** The peer has answered a request of the other leg. */
    void peerAnswered(String method, Response response) {
        dialog = dialog.answered(method, response);
        if (method.equals("INVITE")) {
            hasOwnInvite = false;
            if (response.isSuccess()) {
                ack.owe(response.cseq(), Headers.NONE);
            }
        }
        if (hasEnded) {
            confirm(Content.NONE);
        }
    }

    void peerIsSilent(String method) {
        hasOwnInvite &= !method.equals("INVITE");
    }

    /** The peer cannot be reached, or knows nothing of the call any more. */
    void lost(Status why) {
        if (!hasEnded) {
            hangUp(Content.NONE);
            user.says(new LegEvent.HungUp(why, Content.NONE));
        }
    }

    /** Ends it. A BYE must not overtake the ACK of an answer (RFC 3261 section 15). */
    void hangUp(Content content) {
        if (hasEnded) {
            return;
        }
        hasEnded = true;
        if (peerInvite != null) {
            peerInvite.end(487, "Request Terminated");
        }
        confirm(Content.NONE);
        Runnable farewell = () -> sendBye(content);
        if (unacked != null) {
            bye = farewell;
        } else {
            farewell.run();
        }
    }

    private void sendBye(Content content) {
        bye = null;
        if (isOver) {
            return;
        }
        var next = dialog.request("BYE");
        dialog = next.dialog();
        var request =
                next.request().withHeaders(next.request().content().headers().and(PassedFields.headers(content)));
        parts.sender()
                .send(
                        request,
                        new Manner(Credentials.NONE, parts.timing().timeout(), known()),
                        new EndListener(this::over));
    }

    /** It ends without a word: an early dialog whose INVITE is answered otherwise. */
    void drop() {
        hasEnded = true;
        over();
    }

    private void over() {
        if (!isOver) {
            isOver = true;
            parts.table().left(peer());
            user.isOver(this);
        }
    }

    /** A connection that is open is used again; over UDP the dialog says where requests go. */
    private Optional<Flow> known() {
        return flow.transport() == Transport.UDP ? Optional.empty() : Optional.of(flow);
    }

    String contact() {
        return parts.contact(flow, dialog.routing().secure());
    }

    private InetAddress peer() {
        return flow.wire().remote().getAddress();
    }

    private String callId() {
        return dialog.id().callId();
    }
}

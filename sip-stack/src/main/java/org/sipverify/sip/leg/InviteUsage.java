package org.sipverify.sip.leg;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sipverify.bridge.Content;
import org.sipverify.bridge.LegEvent;
import org.sipverify.bridge.LegEvent.Asked.Kind;
import org.sipverify.bridge.LegEvent.Progress;
import org.sipverify.bridge.LegEvent.Reply;
import org.sipverify.bridge.Status;
import org.sipverify.sip.Headers;
import org.sipverify.sip.client.OutboundRequest;
import org.sipverify.sip.client.Response;
import org.sipverify.sip.dialog.Dialog;

/**
 * A call within one dialog (the invite usage of RFC 5057), at either end: requests of the peer, requests to the peer,
 * and the end. In the lane of the call.
 */
final class InviteUsage {
    static final String ALLOW = "INVITE, ACK, CANCEL, BYE, OPTIONS, INFO, PRACK, UPDATE, MESSAGE, NOTIFY, REFER";

    /** Takes what happens here. */
    interface User {
        void says(LegEvent event);

        /** Nothing is left of it: no request of the peer belongs to it any more. */
        void isOver(InviteUsage usage);
    }

    private final LegParts parts;
    private final User user;
    private final String end;
    private final PeerDialog peer;
    private final InvitesUnderWay invites;
    private final TimedSession session;
    private final OwnRequests requests;
    private final ReceivedProgress received;
    private @Nullable ReliableProgress progress;
    private @Nullable Runnable bye;
    private boolean isRefreshed;
    private boolean hasEnded;
    private boolean isOver;

    /** @param end the name of the callee's end that the dialog belongs to, by which the other leg knows it */
    InviteUsage(LegParts parts, PeerDialog peer, String end, User user) {
        this.parts = parts;
        this.end = end;
        this.user = user;
        this.peer = peer;
        this.invites = new InvitesUnderWay(parts, peer);
        this.session = new TimedSession(parts, this, peer, invites);
        this.requests = new OwnRequests(this, peer, invites);
        this.received = new ReceivedProgress(end, requests);
        peer.enter();
    }

    /** As it is now; on any thread. */
    Dialog dialog() {
        return peer.now();
    }

    String end() {
        return end;
    }

    /** It tells the peer of progress reliably, so that it has PRACKs to expect. */
    void progressesBy(ReliableProgress reliable) {
        progress = reliable;
    }

    /** What the other leg hears of a provisional response of the peer; empty if it has come before, or too early. */
    Optional<Progress> progressed(Response response) {
        return received.of(response);
    }

    /** It answers the peer's INVITE, so that it is confirmed when the ACK comes. */
    void answer(PeerRequest invite, OwnResponse accepted) {
        peer.confirm();
        peer.heard(invite.headers());
        stopProgress();
        session.agreed(PassedFields.USUAL.of(accepted.headers(), accepted.body()), invite.body());
        var timed = accepted.headers().and(session.timer().accept(invite.headers()));
        accept(invite, accepted.withHeaders(timed));
    }

    private void stopProgress() {
        if (progress != null) {
            progress.stop();
        }
    }

    boolean hasEnded() {
        return hasEnded;
    }

    boolean isAnswered() {
        return peer.isConfirmed();
    }

    /**
     * The peer answered an INVITE of this end; the ACK is owed until the other leg has confirmed the answer.
     *
     * @param invite that INVITE
     * @param sentCredentials what answered its challenge
     */
    void answered(Dialog confirmed, OutboundRequest.Content invite, Response response, Headers sentCredentials) {
        peer.confirmedAs(confirmed);
        peer.heard(response.headers());
        invites.ack().owe(response.cseq(), sentCredentials);
        session.agreed(PassedFields.USUAL.of(invite.headers(), invite.body()), response.body());
        session.timer().accepted(response);
    }

    /** The peer has repeated that answer. */
    void answeredAgain() {
        invites.ack().again(peer.known());
    }

    /** The other leg has confirmed the answer of this peer. */
    void confirm(Content content) {
        session.agreed(content, Content.NONE.body());
        invites.ack().pay(peer.now(), content, peer.known());
    }

    /** A request of the peer within the dialog. */
    void received(PeerRequest request) {
        if (request.method().equals("ACK")) {
            acknowledged(request);
        } else if (!peer.received(request)) {
            request.respond(500, "Server Internal Error"); // RFC 3261 section 12.2.2: out of order
        } else if (request.method().equals("BYE")) {
            bye(request);
        } else if (hasEnded) {
            request.respond(481, "Call/Transaction Does Not Exist");
        } else if (request.method().equals("PRACK")) {
            acknowledgedProgress(request);
        } else {
            Kinds.of(request.method()).ifPresentOrElse(kind -> ask(request, kind), () -> request.transaction()
                    .respond(new OwnResponse(501, "Not Implemented", Headers.NONE.with("Allow", ALLOW))));
        }
    }

    private void acknowledged(PeerRequest request) {
        if (invites.acknowledged(request)) {
            session.agreed(Content.NONE, request.body());
            if (bye != null) {
                bye.run();
            } else if (isRefreshed) {
                isRefreshed = false; // the other leg knows nothing of it
            } else {
                user.says(new LegEvent.Confirmed(PassedFields.USUAL.of(request.headers(), request.body())));
            }
        }
    }

    private void acknowledgedProgress(PeerRequest prack) {
        if (progress == null) {
            prack.respond(481, "Call/Transaction Does Not Exist");
        } else {
            progress.received(prack, new PeerQuestion(this, prack));
        }
    }

    private void bye(PeerRequest request) {
        request.respond(200, "OK");
        invites.endPeers();
        invites.stopFirstAnswer();
        confirm(Content.NONE);
        if (!hasEnded) {
            hasEnded = true;
            user.says(new LegEvent.HungUp(Status.OK, PassedFields.USUAL.of(request.headers(), new byte[0])));
        } else if (bye == null) {
            return; // ours has been sent
        }
        onceAcknowledged(this::over);
    }

    private void onceAcknowledged(Runnable last) {
        bye = last;
        if (!invites.isUnacked()) {
            last.run();
        }
    }

    private void ask(PeerRequest request, Kind kind) {
        var question = new PeerQuestion(this, request);
        boolean modifies = kind == Kind.MODIFY;
        var refusal = refusal(request, modifies);
        if (refusal.isPresent()) {
            request.transaction().respond(refusal.get());
            return;
        }
        if ((modifies || kind == Kind.UPDATE) && session.isRefresh(request)) {
            isRefreshed |= modifies;
            question.answer(new Reply(Status.OK, session.answer(request)));
            return;
        }
        if (modifies) {
            invites.begin(question);
            request.transaction().onCancel(cancel -> {
                closed(question);
                question.cancel();
            });
        }
        user.says(question.asked());
    }

    private Optional<OwnResponse> refusal(PeerRequest request, boolean modifies) {
        var tooSmall = OwnResponse.tooSmall(parts.sessions(), request.headers());
        return tooSmall.isEmpty() && modifies ? invites.refusal() : tooSmall;
    }

    /** The peer's INVITE is answered. */
    void closed(PeerQuestion question) {
        invites.closed(question);
    }

    /**
     * The peer's INVITE, UPDATE or PRACK is accepted.
     *
     * @return header fields of the answer
     */
    Headers accepted(PeerRequest request, Content answer) {
        session.agreed(answer, request.body());
        if (request.method().equals("PRACK")) {
            return Headers.NONE;
        }
        peer.refreshed(request.headers()); // its Contact counts from now on
        return peer.isConfirmed() ? fields().and(session.timer().accept(request.headers())) : fields();
    }

    /** Of this end, where it is reached and what it allows. */
    Headers fields() {
        return Headers.NONE.with("Contact", peer.contact()).with("Allow", ALLOW);
    }

    /** Accepts an INVITE of the peer, and repeats that until the ACK comes. */
    void accept(PeerRequest invite, OwnResponse accepted) {
        invites.accept(invite, accepted, this::notAcknowledged);
    }

    /** RFC 3261 section 13.3.1.4: the dialog is confirmed but the session is not wanted: BYE. */
    private void notAcknowledged() {
        if (bye != null) {
            bye.run();
        } else {
            lost(new Status(408, "Request Timeout"));
        }
    }

    TimedSession session() {
        return session;
    }

    /** For what the other leg asks this peer. */
    OwnRequests requests() {
        return requests;
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
        session.timer().stop();
        invites.endPeers();
        confirm(Content.NONE);
        onceAcknowledged(() -> {
            bye = null;
            if (!isOver) {
                peer.bye(content, this::over);
            }
        });
    }

    /** It ends without a word: an early dialog whose INVITE is answered otherwise. */
    void drop() {
        hasEnded = true;
        over();
    }

    private void over() {
        if (!isOver) {
            isOver = true;
            stopProgress();
            session.timer().stop();
            peer.leave();
            user.isOver(this);
        }
    }
}

package org.sipverify.sip.leg;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sipverify.sip.Headers;
import org.sipverify.sip.client.Response;

/** The INVITEs within a dialog, up to their ACK: one at a time, of the peer or of this end (RFC 3261 section 14). */
final class InvitesUnderWay {
    private final LegParts parts;
    private final PeerDialog peer;
    private final AckOwed ack;
    private @Nullable PeerQuestion peers;
    private @Nullable UnackedAnswer unacked;
    private int answers;
    private boolean hasOwn;

    InvitesUnderWay(LegParts parts, PeerDialog peer) {
        this.parts = parts;
        this.peer = peer;
        this.ack = new AckOwed(parts.sender());
    }

    /** The ACK of this end. */
    AckOwed ack() {
        return ack;
    }

    /** Why an INVITE of the peer cannot be taken now; empty if it can. */
    Optional<OwnResponse> refusal() {
        if (hasOwn) {
            return Optional.of(new OwnResponse(491, "Request Pending"));
        }
        return peers != null || unacked != null
                ? Optional.of(new OwnResponse(500, "Server Internal Error", Headers.NONE.with("Retry-After", "5")))
                : Optional.empty();
    }

    /** The peer's INVITE waits for its answer. */
    void begin(PeerQuestion invite) {
        peers = invite;
    }

    /** The peer's INVITE is answered. */
    void closed(PeerQuestion invite) {
        if (peers == invite) {
            peers = null;
        }
    }

    /** The peer's INVITE is not wanted any more: the call ends. */
    void endPeers() {
        if (peers != null) {
            peers.end(487, "Request Terminated");
        }
    }

    /** Accepts an INVITE of the peer, and repeats that until the ACK comes. */
    void accept(PeerRequest invite, OwnResponse accepted, Runnable notAcknowledged) {
        var callId = peer.now().id().callId();
        var waiting = new UnackedAnswer(parts, callId, invite.cseq(), invite.transaction(), accepted, () -> {
            unacked = null;
            notAcknowledged.run();
        });
        unacked = waiting;
        answers++;
        waiting.start();
    }

    /** Whether it is the first ACK of the answer that waits for one. */
    boolean acknowledged(PeerRequest received) {
        boolean isFirst = unacked != null && unacked.acknowledgedBy(received.cseq());
        if (isFirst) {
            unacked = null;
        }
        return isFirst;
    }

    /** Whether an answer to the peer has no ACK yet. */
    boolean isUnacked() {
        return unacked != null;
    }

    /**
     * The peer has hung up, so it has the answer to the INVITE that began the dialog, and no ACK of that is expected any
     * more. It waits all the same for the answer to an INVITE within.
     */
    void stopFirstAnswer() {
        boolean isFirst = !peer.ownsCallId() && answers == 1;
        if (unacked != null && isFirst) {
            unacked.stop();
            unacked = null;
        }
    }

    /** Whether this end may send one. */
    boolean mayBegin() {
        return !hasOwn && peers == null && unacked == null && !ack.isOwed();
    }

    /** This end sends one. */
    void begin() {
        hasOwn = true;
    }

    /** The peer has answered the one of this end. */
    void answered(Response response) {
        hasOwn = false;
        if (response.isSuccess()) {
            ack.owe(response.cseq(), Headers.NONE);
        }
    }

    void unanswered() {
        hasOwn = false;
    }
}

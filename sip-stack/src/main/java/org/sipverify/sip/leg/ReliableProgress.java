package org.sipverify.sip.leg;

import io.netty.util.Timeout;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.sipverify.bridge.Content;
import org.sipverify.bridge.LegEvent.Receipt;
import org.sipverify.bridge.LegEvent.Reply;
import org.sipverify.bridge.Status;
import org.sipverify.sip.dialog.OptionTags;
import org.sipverify.sip.dialog.RAck;

/**
 * The reliable provisional responses of one early dialog to the caller (RFC 3262 section 3): one after the other, each
 * repeated until its PRACK comes.
 */
final class ReliableProgress {
    private static final SecureRandom RANDOM = new SecureRandom();

    /** First numbers stay far below 2^31, the limit of section 3. */
    private static final int FIRST = 1 << 16;

    /** Takes what happens here. */
    interface User {
        /** A PRACK has come, so that less is waited for. */
        void confirmed();

        /** None has come for 64 times T1. */
        void notConfirmed();
    }

    /** One that has no PRACK yet. */
    private record Unconfirmed(long number, OwnResponse response, Receipt receipt) {}

    private final LegParts parts;
    private final PeerRequest invite;
    private final String callId;
    private final User user;
    private final Deque<Unconfirmed> waiting = new ArrayDeque<>();
    private long number = 1L + RANDOM.nextInt(FIRST);
    private @Nullable Timeout next;
    private boolean isOver;

    ReliableProgress(LegParts parts, PeerRequest invite, String callId, User user) {
        this.parts = parts;
        this.invite = invite;
        this.callId = callId;
        this.user = user;
    }

    /** Sends it, when those before are confirmed. */
    void send(OwnResponse response, Receipt receipt) {
        var headers = response.headers().with("Require", OptionTags.RELIABLE).with("RSeq", Long.toString(number));
        waiting.add(new Unconfirmed(number++, response.withHeaders(headers), receipt));
        if (waiting.size() == 1) {
            transmit();
        }
    }

    /** Whether one with a session waits for its PRACK: the call must not be answered then. */
    boolean holdsSession() {
        return waiting.stream().anyMatch(one -> one.response().body().length > 0);
    }

    private void transmit() {
        var first = waiting.peek();
        if (first != null && !isOver) {
            invite.transaction().respond(first.response());
            repeatAfter(first, parts.timing().t1(), Duration.ZERO);
        }
    }

    private void repeatAfter(Unconfirmed first, Duration pause, Duration passed) {
        next = parts.timer().after(pause, callId, () -> {
            if (isOver || !first.equals(waiting.peek())) {
                return;
            }
            var now = passed.plus(pause);
            var rest = parts.timing().timeout().minus(now);
            if (rest.isZero() || rest.isNegative()) {
                user.notConfirmed();
            } else {
                invite.transaction().respond(first.response());
                var twice = pause.multipliedBy(2);
                repeatAfter(first, twice.compareTo(rest) < 0 ? twice : rest, now);
            }
        });
    }

    /** A PRACK has come. One without a session needs nothing of the callee, and is answered at once. */
    void received(PeerRequest prack, PeerQuestion question) {
        var rack = RAck.of(prack.headers());
        var first = waiting.peek();
        if (rack.isEmpty()) {
            prack.respond(400, "Missing or Bad RAck");
        } else if (first == null || !rack.get().equals(new RAck(first.number(), invite.cseq()))) {
            prack.respond(481, "Call/Transaction Does Not Exist");
        } else {
            waiting.poll();
            pause();
            if (prack.body().length == 0) {
                question.answer(new Reply(Status.OK, Content.NONE));
            }
            first.receipt().confirm(PassedFields.USUAL.of(prack.headers(), prack.body()), question);
            transmit();
            user.confirmed();
        }
    }

    /** The INVITE has its final response: nothing is sent any more, but a PRACK may still come. */
    void stop() {
        isOver = true;
        pause();
    }

    private void pause() {
        if (next != null) {
            next.cancel();
        }
    }
}

package org.sipverify.sip.leg;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;
import org.sipverify.bridge.Content;
import org.sipverify.bridge.Status;
import org.sipverify.sip.Headers;
import org.sipverify.sip.client.RequestFailure;
import org.sipverify.sip.client.Response;
import org.sipverify.sip.client.ResponseListener;
import org.sipverify.sip.session.SessionTimer;

/**
 * The session of one leg: the descriptions that both ends agreed on, and its refreshes (RFC 4028), which concern this
 * leg alone.
 */
final class TimedSession implements SessionTimer.User {
    private final LegParts parts;
    private final InviteUsage usage;
    private final PeerDialog peer;
    private final InvitesUnderWay invites;
    private final SessionTimer timer;
    private Content own = Content.NONE;
    private byte[] peers = new byte[0];

    TimedSession(LegParts parts, InviteUsage usage, PeerDialog peer, InvitesUnderWay invites) {
        this.parts = parts;
        this.usage = usage;
        this.peer = peer;
        this.invites = invites;
        this.timer = new SessionTimer(
                parts.timer(), parts.sessions(), peer.now().id().callId(), this);
    }

    SessionTimer timer() {
        return timer;
    }

    /** What was said to the peer, and what it has said, counts; nothing is no change. */
    void agreed(Content said, byte[] heard) {
        if (said.body().length > 0) {
            own = PassedFields.describing(said);
        }
        if (heard.length > 0) {
            peers = heard;
        }
    }

    /** Whether an INVITE or UPDATE of the peer only refreshes the session. */
    boolean isRefresh(PeerRequest request) {
        boolean isTimed = parts.sessions().hasTimer()
                && peer.isConfirmed()
                && request.headers().first("Session-Expires").isPresent();
        if (request.body().length == 0) {
            return isTimed && request.method().equals("UPDATE");
        }
        return isTimed && own.body().length > 0 && Arrays.equals(request.body(), peers);
    }

    /** The answer to a refresh. */
    Content answer(PeerRequest refresh) {
        return refresh.body().length == 0 ? Content.NONE : own;
    }

    @Override
    public void expired() {
        usage.lost(new Status(408, "Session Expired"));
    }

    @Override
    public void refresh() {
        if (usage.hasEnded()) {
            return;
        }
        if (own.body().length == 0 || peer.allowsUpdate()) {
            refresh("UPDATE", Content.NONE);
        } else if (invites.mayBegin()) {
            invites.begin();
            refresh("INVITE", own);
        } else {
            timer.refreshIn(timer.pause());
        }
    }

    private void refresh(String method, Content content) {
        peer.send(method, timer.fields(), content, parts.timing().timeout(), new Refresh(method));
    }

    /** RFC 3261 section 14.1. */
    private Duration afterGlare() {
        var random = ThreadLocalRandom.current();
        return Duration.ofMillis(peer.ownsCallId() ? random.nextInt(2100, 4000) : random.nextInt(10, 2000));
    }

    /** A refresh of this end. */
    private final class Refresh implements ResponseListener {
        private final String method;
        private boolean isAnswered;

        Refresh(String method) {
            this.method = method;
        }

        @Override
        public void answered(Response response) {
            if (isAnswered) {
                usage.answeredAgain();
                return;
            }
            isAnswered = true;
            peer.answered(method, response);
            if (method.equals("INVITE")) {
                invites.answered(response);
                usage.confirm(Content.NONE);
            }
            if (!usage.hasEnded()) {
                next(response);
            }
        }

        private void next(Response response) {
            int status = response.status();
            if (response.isSuccess()) {
                agreed(Content.NONE, response.body());
                timer.accepted(response);
            } else if (status == 481 || status == 408) {
                usage.lost(new Status(status, response.reason()));
            } else if (status == 422 && timer.raise(response)) {
                refresh();
            } else if (method.equals("UPDATE") && (status == 405 || status == 501)) {
                peer.heard(Headers.NONE.with("Allow", ""));
                timer.refreshIn(own.body().length > 0 ? Duration.ofMillis(1) : timer.pause());
            } else {
                timer.refreshIn(status == 491 ? afterGlare() : timer.pause());
            }
        }

        @Override
        public void failed(RequestFailure why) {
            if (method.equals("INVITE")) {
                invites.unanswered();
            }
            usage.lost(new Status(408, "Request Timeout"));
        }
    }
}

package org.sipverify.sip.session;

import io.netty.util.Timeout;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.sipverify.sip.Headers;
import org.sipverify.sip.SessionConfig;
import org.sipverify.sip.client.Response;
import org.sipverify.sip.dialog.OptionTags;
import org.sipverify.sip.session.SessionExpires.Refresher;
import org.sipverify.sip.transport.LaneTimer;

/** The session timer of one leg (RFC 4028): what is agreed on, when to refresh, and when the peer is taken for dead. */
public final class SessionTimer {
    private static final Duration MARGIN = Duration.ofSeconds(32);

    /** Takes what is due. */
    public interface User {
        /** The session is to be refreshed by this end. */
        void refresh();

        /** The session has not been refreshed in time. */
        void expired();
    }

    private final LaneTimer timer;
    private final SessionConfig config;
    private final String callId;
    private final User user;
    private int seconds;
    private boolean isOwn;
    private @Nullable Timeout refresh;
    private @Nullable Timeout expiry;

    /** @param callId names the lane that everything happens in */
    public SessionTimer(LaneTimer timer, SessionConfig config, String callId, User user) {
        this.timer = timer;
        this.config = config;
        this.callId = callId;
        this.user = user;
    }

    /** Accepts an INVITE or UPDATE of the peer: the fields of the 2xx (section 9). */
    public Headers accept(Headers request) {
        boolean isKnown = OptionTags.knows(request, OptionTags.TIMER);
        var asked = SessionExpires.of(request).filter(it -> it.seconds() >= least());
        if (!config.hasTimer() || (!isKnown && asked.isEmpty() && seconds == 0)) {
            return Headers.NONE;
        }
        int wanted = Math.max(
                seconds > 0 ? seconds : (int) config.expires().toSeconds(),
                SessionExpires.least(request).orElse(0));
        int agreed = asked.map(it -> Math.min(it.seconds(), wanted)).orElse(wanted);
        start(agreed, isOwnAfter(asked.orElse(null), isKnown));
        var fields = Headers.NONE
                .with("Supported", OptionTags.TIMER)
                .with("Session-Expires", new SessionExpires(agreed, isOwn ? Refresher.UAS : Refresher.UAC).value());
        return isOwn ? fields : fields.with("Require", OptionTags.TIMER);
    }

    /** Who refreshes: as the peer asks, as it was, or the peer; this end for a peer that does not know how to. */
    private boolean isOwnAfter(@Nullable SessionExpires asked, boolean isKnown) {
        if (!isKnown || (asked != null && asked.isBy(Refresher.UAS))) {
            return true;
        }
        return (asked == null || asked.refresher().isEmpty()) && seconds > 0 && isOwn;
    }

    /** The fields of an INVITE or UPDATE of this end within the dialog: as agreed, with the same roles. */
    public Headers fields() {
        return seconds == 0
                ? Headers.NONE
                : Headers.NONE
                        .with("Supported", OptionTags.TIMER)
                        .with(
                                "Session-Expires",
                                new SessionExpires(seconds, isOwn ? Refresher.UAC : Refresher.UAS).value())
                        .with("Min-SE", Long.toString(least()));
    }

    /** The peer has accepted an INVITE or UPDATE of this end (section 7.2). */
    public void accepted(Response response) {
        SessionExpires.of(response.headers())
                .filter(it -> config.hasTimer())
                .ifPresentOrElse(
                        it -> start((int) Math.max(it.seconds(), least()), !it.isBy(Refresher.UAS)), this::stop);
    }

    /**
     * The peer wants a longer interval (section 7.3).
     *
     * @return false if it is not longer
     */
    public boolean raise(Response response) {
        int wanted = SessionExpires.least(response.headers()).orElse(0);
        boolean isLonger = wanted > seconds && wanted <= Duration.ofDays(1).toSeconds();
        if (isLonger) {
            seconds = wanted;
        }
        return isLonger;
    }

    private void start(int interval, boolean own) {
        stop();
        seconds = interval;
        isOwn = own;
        var whole = Duration.ofSeconds(interval);
        var third = whole.dividedBy(3);
        expiry = timer.after(whole.minus(third.compareTo(MARGIN) < 0 ? third : MARGIN), callId, user::expired);
        if (own) {
            refreshIn(whole.dividedBy(2));
        }
    }

    /** The session is to be refreshed by then. */
    public void refreshIn(Duration pause) {
        cancel(refresh);
        refresh = timer.after(pause, callId, user::refresh);
    }

    /** A moment after which a refresh that failed is tried again; the session ends in between if it is too late. */
    public Duration pause() {
        return Duration.ofSeconds(seconds).dividedBy(8);
    }

    /** There is none any more. */
    public void stop() {
        seconds = 0;
        cancel(refresh);
        cancel(expiry);
    }

    private static void cancel(@Nullable Timeout timeout) {
        if (timeout != null) {
            timeout.cancel();
        }
    }

    private long least() {
        return config.minExpires().toSeconds();
    }
}

package org.sipverify.sip.session;

import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sipverify.sip.Headers;
import org.sipverify.sip.SessionConfig;
import org.sipverify.sip.client.OutboundRequest;
import org.sipverify.sip.client.Response;
import org.sipverify.sip.dialog.OptionTags;

/** The session timer in the INVITE that begins a leg (RFC 4028 sections 7.1 and 9). */
public final class SessionOffer {
    /** Session Interval Too Small. */
    public static final int TOO_SMALL = 422;

    /** Nobody wants to hear of a session a week after it has gone. */
    private static final int LONGEST = 7 * 24 * 3600;

    /**
     * Whether an INVITE or UPDATE of a peer is refused: its interval is too small, and it knows what that means.
     *
     * @return the fields of the refusal
     */
    public static Optional<Headers> tooSmall(SessionConfig config, Headers request) {
        var least = config.minExpires().toSeconds();
        boolean isTooSmall = config.hasTimer()
                && OptionTags.knows(request, OptionTags.TIMER)
                && SessionExpires.of(request).filter(it -> it.seconds() < least).isPresent();
        return isTooSmall ? Optional.of(Headers.NONE.with("Min-SE", Long.toString(least))) : Optional.empty();
    }

    /** The header fields of an INVITE, and those that propose a timer; who refreshes is left to the callee. */
    public static Headers added(SessionConfig config, Headers invite) {
        if (!config.hasTimer()) {
            return invite;
        }
        var supported = Stream.concat(invite.all("Supported").stream(), Stream.of(OptionTags.TIMER))
                .collect(Collectors.joining(", "));
        return invite.overriddenBy(Headers.NONE.with("Supported", supported))
                .and(fields(config.expires().toSeconds(), config.minExpires().toSeconds()));
    }

    private static Headers fields(long expires, long least) {
        return Headers.NONE.with("Session-Expires", Long.toString(expires)).with("Min-SE", Long.toString(least));
    }

    /** The same INVITE with the interval that a 422 asks for; empty if the response is another, or asks too much. */
    public static Optional<OutboundRequest> raised(OutboundRequest invite, Response response) {
        var proposed = SessionExpires.of(invite.content().headers());
        var least = SessionExpires.least(response.headers()).orElse(0);
        if (response.status() != TOO_SMALL || proposed.isEmpty() || least > LONGEST || least <= least(invite)) {
            return Optional.empty();
        }
        var ids = invite.ids();
        var next = new OutboundRequest.Ids(ids.from(), ids.to(), ids.callId(), response.cseq() + 1);
        var headers = invite.content()
                .headers()
                .overriddenBy(fields(Math.max(proposed.get().seconds(), least), least));
        return Optional.of(new OutboundRequest(
                        invite.method(), invite.uri(), invite.target(), next, invite.contact(), invite.content())
                .withHeaders(headers));
    }

    private static int least(OutboundRequest invite) {
        return SessionExpires.least(invite.content().headers()).orElse(0);
    }

    private SessionOffer() {}
}

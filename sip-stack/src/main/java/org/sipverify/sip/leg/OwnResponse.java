package org.sipverify.sip.leg;

import java.util.Optional;
import org.sipverify.bridge.Status;
import org.sipverify.sip.Headers;
import org.sipverify.sip.SessionConfig;
import org.sipverify.sip.session.SessionOffer;

/**
 * A response of this server.
 *
 * @param toTag for a To without a tag: that of the dialog it makes; empty for the one that every response has
 * @param headers beyond those that repeat the request
 * @param body never to be written to
 */
@SuppressWarnings("ArrayRecordComponent")
public record OwnResponse(Status status, String toTag, Headers headers, byte[] body) {
    /** To a request within a dialog, without a body. */
    OwnResponse(int code, String reason, Headers headers) {
        this(new Status(code, reason), "", headers, new byte[0]);
    }

    /** Why a request is not taken. */
    public static OwnResponse refusal(int code, String reason, Headers headers) {
        return new OwnResponse(code, reason, headers);
    }

    /** To an INVITE or UPDATE whose session interval is too small (RFC 4028 section 6); empty for any other. */
    public static Optional<OwnResponse> tooSmall(SessionConfig config, Headers request) {
        return SessionOffer.tooSmall(config, request)
                .map(fields -> new OwnResponse(SessionOffer.TOO_SMALL, "Session Interval Too Small", fields));
    }

    /** The same with these header fields instead. */
    OwnResponse withHeaders(Headers others) {
        return new OwnResponse(status, toTag, others, body);
    }

    /** The same with nothing to say. */
    OwnResponse(int code, String reason) {
        this(code, reason, Headers.NONE);
    }
}

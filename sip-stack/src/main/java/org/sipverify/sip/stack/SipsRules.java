package org.sipverify.sip.stack;

import java.util.regex.Pattern;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.sipverify.sip.Answer;
import org.sipverify.sip.Headers;
import org.sipverify.sip.Invite;
import org.sipverify.sip.transport.Transport;

/**
 * What a {@code sips:} Request-URI requires of a redirect server (RFC 5630): the call must arrive over TLS, and must
 * not be redirected away from TLS. A violation is answered 480 with warning 380, which tells the caller that the same
 * number may be reached by {@code sip:}; 416 would say that the scheme is unknown.
 */
final class SipsRules {
    static final Headers NOT_ALLOWED = Headers.NONE.with("Warning", "380 sip-verify \"SIPS Not Allowed\"");

    private static final Logger LOG = LogManager.getLogger();
    private static final Pattern PLAIN_CONTACT = Pattern.compile("(?i)(?:^|<)\\s*sip:");
    private static final String SCHEME = "sips:";

    static boolean isBare(String requestUri, Transport transport) {
        return isSips(requestUri) && transport != Transport.TLS;
    }

    /** The answer itself, unless it would redirect a {@code sips:} call to a {@code sip:} URI. */
    static Answer kept(Invite invite, Answer answer) {
        if (answer.status() >= 400 || !isSips(invite.requestUri()) || !isDowngrade(answer)) {
            return answer;
        }
        LOG.info("answered 480, because the policy redirects a sips: call to a sip: URI");
        return new Answer(480, "Temporarily Unavailable", NOT_ALLOWED, Headers.NONE);
    }

    private static boolean isDowngrade(Answer answer) {
        return answer.headers().all("Contact").stream()
                .anyMatch(contact -> PLAIN_CONTACT.matcher(contact).find());
    }

    private static boolean isSips(String uri) {
        return uri.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
    }

    private SipsRules() {}
}

package org.sipverify.sip.digest;

import java.util.Locale;

/**
 * The answer to a challenge for one request.
 *
 * @param count how often the nonce has been used, this time included
 * @param cnonce our own nonce
 */
record DigestResponse(Challenge challenge, Credentials credentials, int count, String cnonce) {

    /**
     * A request as far as the proof covers it.
     *
     * @param uri the Request-URI
     */
    @SuppressWarnings("ArrayRecordComponent") // it is never written to
    record Subject(String method, String uri, byte[] body) {}

    /** The value of Authorization or Proxy-Authorization (RFC 7616 section 3.4). */
    String field(Subject request) {
        var text = new StringBuilder("Digest username=").append(quoted(credentials.user()));
        text.append(", realm=").append(quoted(challenge.realm()));
        text.append(", nonce=").append(quoted(challenge.nonce()));
        text.append(", uri=").append(quoted(request.uri()));
        text.append(", response=\"").append(proof(request)).append('"');
        text.append(", algorithm=").append(challenge.algorithm().token());
        challenge.opaque().ifPresent(opaque -> text.append(", opaque=").append(quoted(opaque)));
        if (challenge.qop() != Qop.NONE) {
            text.append(", qop=").append(challenge.qop().token());
            text.append(", nc=").append(nc());
        }
        if (challenge.qop() != Qop.NONE || challenge.algorithm().isSession()) {
            text.append(", cnonce=").append(quoted(cnonce));
        }
        return text.toString();
    }

    /** RFC 7616 section 3.4.1. */
    String proof(Subject request) {
        var hash = challenge.algorithm();
        var secret = secret();
        var subject = subject(request);
        return challenge.qop() == Qop.NONE
                ? hash.hash(secret + ":" + challenge.nonce() + ":" + subject)
                : hash.hash(String.join(
                        ":",
                        secret,
                        challenge.nonce(),
                        nc(),
                        cnonce,
                        challenge.qop().token(),
                        subject));
    }

    /** H(A1), RFC 7616 section 3.4.2. */
    private String secret() {
        var hash = challenge.algorithm();
        var secret = hash.hash(credentials.user() + ":" + challenge.realm() + ":"
                + credentials.password().value());
        return hash.isSession() ? hash.hash(secret + ":" + challenge.nonce() + ":" + cnonce) : secret;
    }

    /** H(A2), RFC 7616 section 3.4.3. */
    private String subject(Subject request) {
        var hash = challenge.algorithm();
        var plain = request.method() + ":" + request.uri();
        return hash.hash(challenge.qop() == Qop.AUTH_INT ? plain + ":" + hash.hash(request.body()) : plain);
    }

    private String nc() {
        return String.format(Locale.ROOT, "%08x", count);
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}

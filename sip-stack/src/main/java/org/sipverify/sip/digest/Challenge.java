package org.sipverify.sip.digest;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One challenge that can be answered: the value of a WWW-Authenticate or Proxy-Authenticate (RFC 7616 section 3.3).
 *
 * @param opaque returned as it came; empty for none
 * @param stale whether the password was right, but its nonce too old
 */
record Challenge(String realm, String nonce, Optional<String> opaque, Algorithm algorithm, Qop qop, boolean stale) {

    /**
     * Reads the value of a header field. Empty for another scheme, an algorithm or a quality of protection that is not
     * known, and for a malformed one: another challenge may be answerable.
     */
    static Optional<Challenge> read(String field) {
        return AuthParams.read(field).flatMap(Challenge::of);
    }

    private static Optional<Challenge> of(Map<String, String> params) {
        var realm = params.get("realm");
        var nonce = params.get("nonce");
        var algorithm = Algorithm.of(params.getOrDefault("algorithm", "MD5"));
        var qop = qop(params.get("qop"));
        if (realm == null || nonce == null || algorithm.isEmpty() || qop.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Challenge(
                realm,
                nonce,
                Optional.ofNullable(params.get("opaque")),
                algorithm.get(),
                qop.get(),
                "true".equalsIgnoreCase(params.get("stale"))));
    }

    /** Of several, auth: a proxy that changes the body, as many do with SDP, would make auth-int fail. */
    private static Optional<Qop> qop(@Nullable String offered) {
        if (offered == null) {
            return Optional.of(Qop.NONE);
        }
        var tokens = Arrays.stream(offered.split(",", -1)).map(String::strip).toList();
        return Arrays.stream(Qop.values())
                .filter(one -> one != Qop.NONE && tokens.stream().anyMatch(one.token()::equalsIgnoreCase))
                .findFirst();
    }

    /** A server that offers several accepts each. */
    boolean isStronger(Challenge other) {
        return algorithm.compareTo(other.algorithm) > 0;
    }
}

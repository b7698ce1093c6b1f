package org.sipverify.sip.digest;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sipverify.sip.Headers;

/**
 * Answers the challenges to one request (RFC 3261 section 22). Each realm gets one answer, and one more where the
 * server says that only the nonce was too old: more would be guessing passwords. Used by one thread at a time.
 */
public final class Authenticator {
    private static final SecureRandom RANDOM = new SecureRandom();

    /** The most realms that are answered: each is a proof, and costs a round trip. */
    private static final int MOST_REALMS = 4;

    private final Credentials credentials;
    private final Map<Key, Answered> answers = new LinkedHashMap<>();

    public Authenticator(Credentials credentials) {
        this.credentials = credentials;
    }

    /**
     * How a challenge was answered.
     *
     * @param algorithm such as SHA-256
     * @param qop auth or auth-int; empty where the server knows none
     * @param weak whether the hash is MD5, which RFC 8760 replaces
     */
    public record Proof(boolean proxy, String realm, String algorithm, String qop, boolean weak) {}

    /** Which server asks: a proxy and the far end may share a realm. */
    private record Key(boolean proxy, String realm) {}

    /** The challenge that is answered at present. */
    private static final class Answered {
        final Challenge challenge;
        final boolean renewed;
        final String cnonce = cnonce(); // the same for each use: a session is bound to it
        int uses;

        Answered(Challenge challenge, boolean renewed) {
            this.challenge = challenge;
            this.renewed = renewed;
        }
    }

    /**
     * Takes the challenges of a 401 or 407.
     *
     * @return whether another attempt is worth it
     */
    public boolean challenged(Headers response) {
        if (credentials.user().isEmpty()) {
            return false;
        }
        boolean known = take(false, response.all("WWW-Authenticate"));
        known |= take(true, response.all("Proxy-Authenticate"));
        return known && answers.size() <= MOST_REALMS;
    }

    /** Of the challenges of one realm the strongest that is known counts; of equals the topmost (RFC 8760). */
    private boolean take(boolean proxy, List<String> fields) {
        var strongest = new LinkedHashMap<String, Challenge>();
        for (var field : fields) {
            Challenge.read(field)
                    .ifPresent(challenge -> strongest.merge(
                            challenge.realm(), challenge, (one, two) -> two.isStronger(one) ? two : one));
        }
        return !strongest.isEmpty()
                && strongest.values().stream()
                        .allMatch(challenge -> replaces(new Key(proxy, challenge.realm()), challenge));
    }

    private boolean replaces(Key key, Challenge challenge) {
        var before = answers.get(key);
        if (before != null && (!challenge.stale() || before.renewed)) {
            return false; // the password is wrong
        }
        answers.put(key, new Answered(challenge, before != null));
        return true;
    }

    /** The fields that a request carries to answer them: none before the first challenge. */
    public Headers fields(String method, String uri, byte[] body) {
        var fields = Headers.NONE;
        for (var entry : answers.entrySet()) {
            var answered = entry.getValue();
            var response = new DigestResponse(answered.challenge, credentials, ++answered.uses, answered.cnonce);
            fields = fields.with(
                    entry.getKey().proxy() ? "Proxy-Authorization" : "Authorization",
                    response.field(new DigestResponse.Subject(method, uri, body)));
        }
        return fields;
    }

    /** What {@link #fields} answer, and how. */
    public List<Proof> proofs() {
        return answers.entrySet().stream()
                .map(entry -> {
                    var challenge = entry.getValue().challenge;
                    return new Proof(
                            entry.getKey().proxy(),
                            challenge.realm(),
                            challenge.algorithm().token(),
                            challenge.qop().token(),
                            challenge.algorithm().isWeak());
                })
                .toList();
    }

    private static String cnonce() {
        var octets = new byte[16];
        RANDOM.nextBytes(octets);
        return HexFormat.of().formatHex(octets);
    }
}

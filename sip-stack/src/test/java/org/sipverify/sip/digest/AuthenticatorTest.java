package org.sipverify.sip.digest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sipverify.formats.config.Secret;
import org.sipverify.sip.Headers;

/** Which challenges are answered, and how often. */
class AuthenticatorTest {
    private final Authenticator authenticator = new Authenticator(new Credentials("alice", new Secret("wonder")));

    @ParameterizedTest
    @MethodSource
    void answersTheStrongestChallengeItKnows(String one, String two, String algorithm) {
        var challenges = Headers.NONE.with("WWW-Authenticate", one).with("WWW-Authenticate", two);

        assertEquals(!algorithm.isEmpty(), authenticator.challenged(challenges));
        var answer = fields().first("Authorization");
        assertEquals(!algorithm.isEmpty(), answer.isPresent());
        answer.ifPresent(field -> assertTrue(field.contains("algorithm=" + algorithm), field));
    }

    static Stream<Arguments> answersTheStrongestChallengeItKnows() {
        return Stream.of(
                argumentSet("both known", challenge("SHA-256", "n1"), challenge("MD5", "n2"), "SHA-256"),
                argumentSet(
                        "the weaker one first", challenge("MD5", "n1"), challenge("SHA-512-256", "n2"), "SHA-512-256"),
                argumentSet("the first unknown", challenge("SHA3-512", "n1"), challenge("MD5", "n2"), "MD5"),
                argumentSet("another scheme", "Basic realm=\"r\"", challenge("SHA-512-256", "n"), "SHA-512-256"),
                argumentSet("without a nonce", "Digest realm=\"r\"", challenge("MD5", "n"), "MD5"),
                argumentSet("an open quote", "Digest realm=\"r, nonce=\"n", challenge("MD5", "n"), "MD5"),
                argumentSet(
                        "a nonce twice", challenge("MD5", "a") + ", nonce=\"b\"", challenge("SHA-256", "n"), "SHA-256"),
                argumentSet("an unknown qop", challenge("MD5", "n") + ", qop=\"auth-all\"", "Digest", ""),
                argumentSet("none that is known", challenge("SHA3-512", "n1"), "Negotiate", ""));
    }

    @Test
    void aSecondChallengeMeansThatThePasswordIsWrong() {
        assertTrue(authenticator.challenged(www(challenge("MD5", "n1"))));

        assertFalse(authenticator.challenged(www(challenge("MD5", "n2"))));
    }

    @Test
    void aStaleNonceIsReplacedOnce() {
        assertTrue(authenticator.challenged(www(challenge("MD5", "n1"))));
        assertTrue(authenticator.challenged(www(challenge("MD5", "n2") + ", stale=TRUE")));
        assertTrue(fields().first("Authorization").orElse("").contains("nonce=\"n2\""));

        assertFalse(authenticator.challenged(www(challenge("MD5", "n3") + ", stale=true")));
    }

    @Test
    void aProxyAndTheServerAreAnsweredTogetherAndTheUsesOfANonceCounted() {
        assertTrue(authenticator.challenged(
                Headers.NONE.with("Proxy-Authenticate", challenge("MD5", "p") + ", qop=\"auth\"")));
        assertEquals(Optional.empty(), fields().first("Authorization"));
        assertTrue(authenticator.challenged(www(challenge("SHA-256", "w") + ", qop=\"auth\"")));

        var fields = fields();

        assertTrue(fields.first("Proxy-Authorization").orElse("").contains("nc=00000002"), fields.toString());
        assertTrue(fields.first("Authorization").orElse("").contains("nc=00000001"), fields.toString());
    }

    @Test
    void withoutCredentialsNothingIsAnswered() {
        assertFalse(new Authenticator(Credentials.NONE).challenged(www(challenge("MD5", "n"))));
    }

    private Headers fields() {
        return authenticator.fields("INVITE", "sip:b@example.com", new byte[0]);
    }

    private static Headers www(String challenge) {
        return Headers.NONE.with("WWW-Authenticate", challenge);
    }

    private static String challenge(String algorithm, String nonce) {
        return "Digest realm=\"r\", nonce=\"" + nonce + "\", algorithm=" + algorithm;
    }
}

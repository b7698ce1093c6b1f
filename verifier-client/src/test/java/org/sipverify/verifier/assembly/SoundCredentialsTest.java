package org.sipverify.verifier.assembly;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;
import static org.sipverify.verifier.Samples.CALL;
import static org.sipverify.verifier.Samples.CLAIMS;
import static org.sipverify.verifier.Samples.IAT;
import static org.sipverify.verifier.Samples.JOSE;
import static org.sipverify.verifier.Samples.KID;
import static org.sipverify.verifier.Samples.ask;
import static org.sipverify.verifier.Samples.config;
import static org.sipverify.verifier.Samples.read;
import static org.sipverify.verifier.Samples.url;
import static org.sipverify.verifier.http.Runtimes.SHARED;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sipverify.formats.text.Base64Url;
import org.sipverify.verifier.Question;
import org.sipverify.verifier.Verification;
import org.sipverify.verifier.Verification.Status;
import org.sipverify.verifier.Verifier;
import org.sipverify.verifier.pinned.PinnedSigners;

/** Soundly signed tokens, which the built-in verifier would take, and what they must not say. */
class SoundCredentialsTest {
    private static final byte[] SEED = new byte[Ed25519.SECRET_KEY_SIZE];
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    @TempDir
    Path directory;

    private Verifier verifier = (credentials, call, then) -> Question.ANSWERED;

    @BeforeEach
    void trust() throws Exception {
        var key = new byte[Ed25519.PUBLIC_KEY_SIZE];
        Ed25519.generatePublicKey(SEED, 0, key, 0);
        var file = directory.resolve("signers.conf");
        Files.writeString(file, """
                signers = [{ kid = "%s", key = "%s", numbers = ["+1555*"] }]""".formatted(KID, Base64Url.encode(key)));
        var signers = PinnedSigners.read(file);
        verifier = Verifiers.of(config(""), () -> signers, () -> Instant.ofEpochSecond(IAT + 3), SHARED);
    }

    @ParameterizedTest
    @MethodSource
    void refuses(String jose, String claims, String error) throws Exception {
        var verification = judge(signed(url(jose), url(claims)));

        assertEquals(Status.INVALID, verification.status());
        assertEquals(error, verification.reason().error());
    }

    static Stream<Arguments> refuses() {
        return Stream.of(
                header("crit with an extension that is not known", "\"crit\":[\"urn:x\"],\"urn:x\":1"),
                header("crit with b64", "\"crit\":[\"b64\"],\"b64\":false"),
                header("crit with b64 true", "\"crit\":[\"b64\"],\"b64\":true"),
                header("b64 false without crit", "\"b64\":false"),
                header("b64 that is not a boolean", "\"b64\":\"true\""),
                header("crit empty", "\"crit\":[]"),
                header("crit no list", "\"crit\":\"ppt\""),
                header("crit an object", "\"crit\":{\"ppt\":1}"),
                header("crit null", "\"crit\":null"),
                header("crit with numbers", "\"crit\":[1]"),
                header("crit with null", "\"crit\":[null]"),
                header("crit with a registered name", "\"crit\":[\"alg\"]"),
                header("crit with ppt", "\"crit\":[\"ppt\"]"),
                header("crit with an absent name", "\"crit\":[\"exp\"]"),
                header("crit with an empty name", "\"crit\":[\"\"],\"\":1"),
                header("crit with a name twice", "\"crit\":[\"ppt\",\"ppt\"]"),
                header("crit spelt with an escape", "\"cr\\u0069t\":[\"x\"],\"x\":1"),
                claim("another call-id", "\"call-id\":\"other@call\""),
                claim("call-id in other case", "\"call-id\":\"CALL-1@pbx\""),
                claim("call-id empty", "\"call-id\":\"\""),
                claim("call-id with a blank", "\"call-id\":\"call-1@pbx \""),
                claim("call-id a number", "\"call-id\":1"),
                claim("call-id a list", "\"call-id\":[\"call-1@pbx\"]"),
                claim("another cseq", "\"cseq\":7"),
                claim("another cseq as text", "\"cseq\":\"7\""),
                claim("cseq of another method", "\"cseq\":\"314 BYE\""),
                claim("cseq of a method in other case", "\"cseq\":\"314 invite\""),
                claim("cseq with more behind", "\"cseq\":\"314 INVITE x\""),
                claim("cseq with a zero before", "\"cseq\":\"0314\""),
                claim("cseq a fraction", "\"cseq\":314.5"),
                claim("cseq negative", "\"cseq\":-314"),
                claim("cseq beyond 64 bits", "\"cseq\":18446744073709551930"),
                claim("cseq true", "\"cseq\":true"),
                claim("cseq a list", "\"cseq\":[314]"),
                claim("right call-id, another cseq", "\"call-id\":\"call-1@pbx\",\"cseq\":7"),
                claim("right cseq, another call-id", "\"call-id\":\"x\",\"cseq\":314"));
    }

    @ParameterizedTest
    @MethodSource
    void allows(String jose, String claims) throws Exception {
        assertEquals(Status.VALID, judge(signed(url(jose), url(claims))).status());
    }

    static Stream<Arguments> allows() {
        return Stream.of(
                argumentSet("neither claim", JOSE, CLAIMS),
                argumentSet("extensions that are not critical", with(JOSE, "\"urn:x\":1,\"b64\":true"), CLAIMS),
                argumentSet("crit among the claims", JOSE, with(CLAIMS, "\"crit\":[\"x\"]")),
                argumentSet("both claims", JOSE, with(CLAIMS, "\"call-id\":\"call-1@pbx\",\"cseq\":314")),
                argumentSet(
                        "caller and callee as text",
                        JOSE,
                        CLAIMS.replace("[", "").replace("]", "")),
                argumentSet("times with a fraction", JOSE, CLAIMS.replaceAll("(\"(?:iat|exp)\":[0-9]+)", "$1.7")),
                argumentSet("cseq as text", JOSE, with(CLAIMS, "\"cseq\":\"314\"")),
                argumentSet("cseq as in the INVITE", JOSE, with(CLAIMS, "\"cseq\":\"314 INVITE\"")),
                argumentSet("both claims unused", JOSE, with(CLAIMS, "\"call-id\":null,\"cseq\":null")));
    }

    /** 64 octets leave four bits of the last character over. */
    @Test
    void refusesTheOtherSpellingsOfASignature() throws Exception {
        var token = signed(url(JOSE), url(CLAIMS));
        int bits = ALPHABET.indexOf(token.charAt(token.length() - 1));
        var others = IntStream.range(bits + 1, bits + 16)
                .mapToObj(i -> token.substring(0, token.length() - 1) + ALPHABET.charAt(i))
                .toList();

        assertEquals(Status.VALID, judge(token).status());
        for (var other : others) {
            assertEquals("SIGNATURE_INVALID", judge(other).reason().error());
        }
    }

    /** CESR: two octets of zeros, then the signature; the code takes the place of the first twelve bits alone. */
    @Test
    void refusesTheOtherSpellingsOfACesrSignature() throws Exception {
        var token = signed(url(JOSE), url(CLAIMS));
        var input = token.substring(0, token.lastIndexOf('.') + 1);
        var padded = new byte[2 + Ed25519.SIGNATURE_SIZE];
        var signature = Base64Url.decode(token.substring(input.length())).orElseThrow();
        System.arraycopy(signature, 0, padded, 2, signature.length);
        var text = Base64Url.encode(padded).substring(2);

        assertEquals(Status.VALID, judge(input + "0B" + text).status());
        for (int i = 1; i < 16; i++) {
            var other = ALPHABET.charAt(ALPHABET.indexOf(text.charAt(0)) + 4 * i);
            assertEquals(
                    "SIGNATURE_INVALID",
                    judge(input + "0B" + other + text.substring(1)).reason().error());
        }
    }

    @ParameterizedTest
    @MethodSource
    void refusesOtherSpellingsThatAreSigned(String header, String payload) throws Exception {
        assertEquals(
                "SIGNATURE_INVALID", judge(signed(header, payload)).reason().error());
    }

    static Stream<Arguments> refusesOtherSpellingsThatAreSigned() {
        return Stream.of(
                argumentSet("header, two bits", loose(JOSE, 2), url(CLAIMS)),
                argumentSet("header, four bits", loose(JOSE, 1), url(CLAIMS)),
                argumentSet("payload, two bits", url(JOSE), loose(CLAIMS, 2)),
                argumentSet("payload, four bits", url(JOSE), loose(CLAIMS, 1)));
    }

    /** The JSON with so many octets in its last group, and a bit of that group set that stands for nothing. */
    private static String loose(String json, int last) {
        var text = json;
        while (text.length() % 3 != last) {
            text += " ";
        }
        var spelt = url(text);
        int bits = ALPHABET.indexOf(spelt.charAt(spelt.length() - 1));
        var other = spelt.substring(0, spelt.length() - 1) + ALPHABET.charAt(bits + 1);
        assertNotEquals(spelt, other);
        return other;
    }

    private Verification judge(String token) throws Exception {
        return ask(verifier, read("Identity:" + token).orElseThrow(), CALL);
    }

    private static String signed(String header, String payload) {
        var input = (header + "." + payload).getBytes(US_ASCII);
        var signature = new byte[Ed25519.SIGNATURE_SIZE];
        Ed25519.sign(SEED, 0, input, 0, input.length, signature, 0);
        return header + "." + payload + "." + Base64Url.encode(signature);
    }

    private static Arguments header(String name, String members) {
        return argumentSet(name, with(JOSE, members), CLAIMS, "SIGNATURE_INVALID");
    }

    private static Arguments claim(String name, String members) {
        return argumentSet(name, JOSE, with(CLAIMS, members), "DIALOG_MISMATCH");
    }

    private static String with(String json, String members) {
        return json.substring(0, json.length() - 1) + "," + members + "}";
    }
}

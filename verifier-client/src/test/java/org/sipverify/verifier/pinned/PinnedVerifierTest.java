package org.sipverify.verifier.pinned;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;
import static org.sipverify.verifier.Samples.DEST;
import static org.sipverify.verifier.Samples.EVD;
import static org.sipverify.verifier.Samples.IAT;
import static org.sipverify.verifier.Samples.KID;
import static org.sipverify.verifier.Samples.ORIG;
import static org.sipverify.verifier.Samples.ask;
import static org.sipverify.verifier.Samples.config;
import static org.sipverify.verifier.Samples.read;
import static org.sipverify.verifier.Samples.vvpIdentity;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sipverify.formats.json.StrictJson;
import org.sipverify.verifier.Brand;
import org.sipverify.verifier.CallContext;
import org.sipverify.verifier.Question;
import org.sipverify.verifier.Samples;
import org.sipverify.verifier.Verification;
import org.sipverify.verifier.Verification.Status;
import org.sipverify.verifier.credentials.Credentials;
import org.sipverify.verifier.credentials.MalformedCredentialsException;
import org.sipverify.verifier.http.HttpVerifier;
import org.sipverify.verifier.pinned.PassportSigner.Claims;

class PinnedVerifierTest {
    private static final PassportSigner SIGNER = PassportSigner.generate();
    private static final Instant ISSUED = Instant.ofEpochSecond(IAT);
    private static final Claims GOOD = new Claims(KID, ORIG, DEST, EVD, ISSUED, ISSUED.plusSeconds(60));

    @TempDir
    static Path directory;

    private static PinnedSigners signers;

    @BeforeAll
    static void pin() throws IOException {
        var file = directory.resolve("signers.conf");
        Files.writeString(file, """
                signers = [
                  {
                    kid = "%s", key = "%s", numbers = ["+1555*"], brand { name = ACME, logo = "https://a.example/l" }
                    valid-from = "2026-01-01T00:00:00Z", valid-until = "2027-01-01T00:00:00Z"
                  }
                  { kid = "https://plain.example/", key = "%s", numbers = [] }
                ]""".formatted(
                        KID, SIGNER.publicKey(), PassportSigner.generate().publicKey()));
        signers = PinnedSigners.read(file);
    }

    @Test
    void provesAPinnedSigner() throws Exception {
        var verification = judge(SIGNER.sign(GOOD), 3);

        assertEquals(Status.VALID, verification.status());
        assertEquals(
                Optional.of(new Brand("ACME", "https://a.example/l")),
                verification.caller().brand());
        assertEquals(ORIG, verification.caller().number());
        assertEquals(
                ORIG,
                HttpVerifier.ofReply(reply(verification), credentials(SIGNER.sign(GOOD)))
                        .caller()
                        .number());
    }

    @ParameterizedTest
    @MethodSource
    void refuses(Claims claims, String line, Status status, String error, String rawError) throws Exception {
        var verification = judge(SIGNER.sign(claims), 3, line);

        assertEquals(status, verification.status());
        assertEquals(error, verification.reason().error());
        assertEquals(rawError, verification.reason().rawError());
        assertEquals(
                rawError, verification.report().errors().path(0).path("code").asText());
        assertEquals(Optional.empty(), verification.caller().brand());
    }

    static Stream<Arguments> refuses() {
        return Stream.of(
                flaw(
                        "caller is another",
                        claims(KID, "+15551234568", DEST, 0, 60),
                        "TN_NOT_AUTHORIZED",
                        "CONTEXT_MISMATCH"),
                flaw(
                        "callee is another",
                        claims(KID, ORIG, "+15550000000", 0, 60),
                        "TN_NOT_AUTHORIZED",
                        "CONTEXT_MISMATCH"),
                flaw("expired", claims(KID, ORIG, DEST, -100, -10), "TOKEN_EXPIRED", "PASSPORT_EXPIRED"),
                flaw("ends before it begins", claims(KID, ORIG, DEST, 20, 10), "TOKEN_EXPIRED", "PASSPORT_EXPIRED"),
                flaw("lives too long", claims(KID, ORIG, DEST, 0, 301), "TOKEN_EXPIRED", "PASSPORT_EXPIRED"),
                flaw("issued too early", claims(KID, ORIG, DEST, -28, 60), "IAT_DRIFT", "CONTEXT_MISMATCH"),
                flaw("issued too late", claims(KID, ORIG, DEST, 34, 60), "IAT_DRIFT", "CONTEXT_MISMATCH"),
                flaw(
                        "signed by another",
                        claims("https://plain.example/", ORIG, DEST, 0, 60),
                        "SIGNATURE_INVALID",
                        "PASSPORT_SIG_INVALID"),
                bound("kid differs", vvpIdentity(KID + "X", EVD, ",\"iat\":" + IAT), "SIGNATURE_INVALID"),
                bound("iat differs", vvpIdentity(KID, EVD, ",\"iat\":" + (IAT + 6)), "IAT_DRIFT"),
                bound("exp differs", vvpIdentity(KID, EVD, ",\"exp\":" + (IAT + 66)), "TOKEN_EXPIRED"),
                argumentSet(
                        "unknown signer",
                        claims("https://unknown.example/", ORIG, DEST, 0, 60),
                        "",
                        Status.INDETERMINATE,
                        "KERI_RESOLUTION_FAILED",
                        "KERI_RESOLUTION_FAILED"));
    }

    @ParameterizedTest
    @MethodSource
    void allows(Claims claims, String line) throws Exception {
        assertEquals(Status.VALID, judge(SIGNER.sign(claims), 3, line).status());
    }

    static Stream<Arguments> allows() {
        return Stream.of(
                argumentSet("oldest iat", claims(KID, ORIG, DEST, -27, 60), ""),
                argumentSet("newest iat", claims(KID, ORIG, DEST, 33, 60), ""),
                argumentSet("longest life", claims(KID, ORIG, DEST, 0, 300), ""),
                argumentSet("expired within the skew", claims(KID, ORIG, DEST, -10, -2), ""),
                argumentSet(
                        "bound 5 s off",
                        GOOD,
                        "P-VVP-Identity:" + vvpIdentity(KID, EVD, ",\"iat\":" + (IAT - 5) + ",\"exp\":" + (IAT + 65))));
    }

    @ParameterizedTest
    @MethodSource
    void refusesOddTokens(String header, String payload, String rawError) throws Exception {
        var line = "P-VVP-Identity:" + vvpIdentity(KID, EVD, ",\"iat\":" + IAT);

        assertEquals(
                rawError, judge(Samples.jwt(header, payload), 3, line).reason().rawError());
    }

    static Stream<Arguments> refusesOddTokens() {
        var jose = Samples.JOSE;
        var claims = Samples.CLAIMS;
        return Stream.of(
                argumentSet("header no JSON", "x", claims, "PASSPORT_PARSE_FAILED"),
                argumentSet("payload no JSON", jose, "x", "PASSPORT_PARSE_FAILED"),
                argumentSet("alg none", jose.replace("EdDSA", "none"), claims, "PASSPORT_FORBIDDEN_ALG"),
                argumentSet("alg ES256", jose.replace("EdDSA", "ES256"), claims, "PASSPORT_FORBIDDEN_ALG"),
                argumentSet("typ other", jose.replace("\"passport\"", "\"at+jwt\""), claims, "PASSPORT_PARSE_FAILED"),
                argumentSet("typ JWT", jose.replace("\"passport\"", "\"JWT\""), claims, "PASSPORT_SIG_INVALID"),
                argumentSet("typ absent", jose.replace("typ", "pyt"), claims, "PASSPORT_SIG_INVALID"),
                argumentSet("kid absent", jose.replace("kid", "dik"), claims, "PASSPORT_PARSE_FAILED"),
                argumentSet(
                        "two callers",
                        jose,
                        claims.replace("[\"15551234567\"]", "[\"15551234567\",\"1\"]"),
                        "PASSPORT_PARSE_FAILED"),
                argumentSet(
                        "caller no text",
                        jose,
                        claims.replace("[\"15551234567\"]", "15551234567"),
                        "PASSPORT_PARSE_FAILED"),
                argumentSet("no callee", jose, claims.replace("[\"15557654321\"]", "[]"), "PASSPORT_PARSE_FAILED"),
                argumentSet(
                        "callee no text",
                        jose,
                        claims.replace("[\"15557654321\"]", "[15557654321]"),
                        "PASSPORT_PARSE_FAILED"),
                argumentSet(
                        "several callees",
                        jose,
                        claims.replace("[\"15557654321\"]", "[\"1\",\"15557654321\"]"),
                        "PASSPORT_SIG_INVALID"),
                argumentSet("iat true", jose, claims.replace("" + IAT, "true"), "PASSPORT_PARSE_FAILED"),
                argumentSet("exp absent", jose, claims.replace("\"exp\"", "\"pxe\""), "PASSPORT_SIG_INVALID"),
                argumentSet("signature of no signer", jose, claims, "PASSPORT_SIG_INVALID"));
    }

    @Test
    void expButNotInTheTokenIsExpired() throws Exception {
        var endless = Samples.jwt(Samples.JOSE, Samples.CLAIMS.replace("\"exp\"", "\"pxe\""));
        var line = "P-VVP-Identity:" + vvpIdentity(KID, EVD, ",\"exp\":" + (IAT + 300));

        assertEquals("PASSPORT_EXPIRED", judge(endless, 3, line).reason().rawError());
    }

    @Test
    void aSignerIsNotTrustedOutsideItsDates() throws Exception {
        var later = Instant.parse("2027-01-01T00:00:00Z");
        var claims = new Claims(KID, ORIG, DEST, EVD, later, later.plusSeconds(60));

        var verification = judge(SIGNER.sign(claims), later.getEpochSecond() - IAT);

        assertEquals("TOKEN_EXPIRED", verification.reason().error());
    }

    @Test
    void aNumberThatIsNotTheSignersIsRefused() throws Exception {
        var claims = new Claims(KID, "+16661234567", DEST, EVD, ISSUED, ISSUED.plusSeconds(60));
        var call = call("+16661234567", 3);

        var verification = ask(verifier(3), credentials(SIGNER.sign(claims)), call);

        assertEquals("TN_NOT_AUTHORIZED", verification.reason().error());
        assertEquals("TN_RIGHTS_INVALID", verification.reason().rawError());
    }

    @Test
    void signersAreAskedForAtEveryCall() throws Exception {
        var none = new PinnedVerifier(config("").pinned(), PinnedSigners::none, () -> ISSUED);

        assertEquals(
                Status.INDETERMINATE,
                ask(none, credentials(SIGNER.sign(GOOD)), call(ORIG, 0)).status());
    }

    @Test
    void answersBeforeTheCallGoesOn() throws Exception {
        var answers = new ArrayList<Verification>();

        var question = verifier(3).verify(credentials(SIGNER.sign(GOOD)), call(ORIG, 3), answers::add);

        assertEquals(1, answers.size());
        assertSame(Question.ANSWERED, question);
    }

    private static Verification judge(String jwt, long secondsAfterIat, String... line) throws Exception {
        var lines = line.length == 0 || line[0].isEmpty()
                ? new String[] {"P-VVP-Passport:" + jwt}
                : new String[] {"P-VVP-Passport:" + jwt, line[0]};
        return ask(verifier(secondsAfterIat), read(lines).orElseThrow(), call(ORIG, secondsAfterIat));
    }

    /** The finding as the VVP Verifier would send it. */
    private static byte[] reply(Verification verification) {
        var reply = StrictJson.newObject()
                .put("overall_status", verification.status().name());
        return StrictJson.bytes(reply.set("claims", verification.report().claims()));
    }

    private static PinnedVerifier verifier(long secondsAfterIat) {
        return new PinnedVerifier(config("").pinned(), () -> signers, () -> ISSUED.plusSeconds(secondsAfterIat));
    }

    private static CallContext call(String orig, long secondsAfterIat) {
        return new CallContext(
                "c",
                1,
                new CallContext.Caller("sip:" + orig + "@h", orig),
                new CallContext.Callee("sip:x@h", DEST),
                ISSUED.plusSeconds(secondsAfterIat));
    }

    private static Credentials credentials(String jwt) throws MalformedCredentialsException {
        return read("P-VVP-Passport:" + jwt).orElseThrow();
    }

    private static Claims claims(String kid, String orig, String dest, long iat, long exp) {
        return new Claims(kid, orig, dest, EVD, ISSUED.plusSeconds(iat), ISSUED.plusSeconds(exp));
    }

    private static Arguments flaw(String name, Claims claims, String error, String rawError) {
        return argumentSet(name, claims, "", Status.INVALID, error, rawError);
    }

    private static Arguments bound(String name, String vvpIdentity, String error) {
        return argumentSet(name, GOOD, "P-VVP-Identity:" + vvpIdentity, Status.INVALID, error, "PASSPORT_PARSE_FAILED");
    }
}

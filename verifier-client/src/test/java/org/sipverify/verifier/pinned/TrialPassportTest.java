package org.sipverify.verifier.pinned;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;
import static org.sipverify.verifier.Samples.ask;
import static org.sipverify.verifier.Samples.config;
import static org.sipverify.verifier.http.Runtimes.SHARED;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sipverify.formats.text.Base64Url;
import org.sipverify.verifier.Brand;
import org.sipverify.verifier.CallContext;
import org.sipverify.verifier.Samples;
import org.sipverify.verifier.Verification.Status;
import org.sipverify.verifier.assembly.Verifiers;
import org.sipverify.verifier.credentials.Credentials;
import org.sipverify.verifier.credentials.MalformedCredentialsException;
import org.sipverify.verifier.credentials.Passport;

/**
 * A real caller passport, {@code vvp/trial_passport.jwt}. It comes from a repository without a licence and so is not part of
 * this one: without it these tests are skipped, and {@code .ci/run} fails. The directory is named by the system property or
 * environment variable {@code SIP_VERIFY_VECTORS}.
 */
class TrialPassportTest {
    private static final String KEY = "DKee5pbD2b-L_2Jfv_qSni7Kz7ABVPy0l-RW5e056qWf";
    private static final String KEY_HEX = "a79ee696c3d9bf8bff625fbffa929e2ecacfb00154fcb497e456e5ed39eaa59f";
    private static final String ORIG = "+447884666200";
    private static final String DEST = "+447769710285";

    @TempDir
    Path directory;

    private String jwt;
    private PinnedSigners signers;

    @BeforeEach
    void find() throws IOException {
        var named = Optional.ofNullable(System.getProperty("SIP_VERIFY_VECTORS"))
                .or(() -> Optional.ofNullable(System.getenv("SIP_VERIFY_VECTORS")))
                .orElse("../../shared/vectors");
        var file = Path.of(named, "vvp", "trial_passport.jwt");
        assumeTrue(
                Files.isReadable(file),
                () -> "this passport may not be shipped and is not here: " + file + "; see SIP_VERIFY_VECTORS");
        jwt = Files.readString(file).strip();
        signers = signers();
    }

    private PinnedSigners signers() throws IOException {
        var file = directory.resolve("signers.conf");
        Files.writeString(
                file, """
                signers = [{
                  kid = "%s", key = "%s", numbers = ["+447884666200-+447884666200"]
                  brand { name = "ACME" }
                }]""".formatted(Passport.parse(jwt).flatMap(Passport::kid).orElseThrow(), KEY));
        return PinnedSigners.read(file);
    }

    @ParameterizedTest
    @MethodSource
    void isJudged(String clock, String settings, String orig, String dest, Status status, String error)
            throws Exception {
        var now = Instant.parse("2026-01-23T" + clock + "Z");
        var call = new CallContext(
                "c",
                1,
                new CallContext.Caller("sip:" + orig + "@pbx", orig),
                new CallContext.Callee("sip:" + dest + "@pbx", dest),
                now);
        var config = config("pinned.clock-skew = 0\n" + settings);

        var verification = ask(Verifiers.of(config, () -> signers, () -> now, SHARED), credentials(jwt), call);

        assertEquals(status, verification.status());
        assertEquals(error, verification.reason().error());
        assertEquals(status == Status.VALID ? ORIG : "", verification.caller().number());
        assertEquals(
                status == Status.VALID ? "ACME" : "",
                verification.caller().brand().map(Brand::name).orElse(""));
    }

    static Stream<Arguments> isJudged() {
        var tolerant = "pinned { clock-skew = 300 s, max-iat-drift = 600 s }";
        return Stream.of(
                row("lenient", "15:48:25", "", Status.VALID, ""),
                row("life limited to 60 s", "15:48:25", "pinned.max-lifetime = 60 s", Status.INVALID, "TOKEN_EXPIRED"),
                argumentSet("other From", "15:48:25", "", "+447884666201", DEST, Status.INVALID, "TN_NOT_AUTHORIZED"),
                argumentSet("other To", "15:48:25", "", ORIG, "+447769710286", Status.INVALID, "TN_NOT_AUTHORIZED"),
                row("iat 31 s old", "15:48:53", "", Status.INVALID, "IAT_DRIFT"),
                row("just before exp", "15:53:21", "", Status.INVALID, "IAT_DRIFT"),
                row("just before exp, tolerant", "15:53:21", "pinned.max-iat-drift = 300 s", Status.VALID, ""),
                row("expired, and adrift", "15:53:23", "", Status.INVALID, "TOKEN_EXPIRED"),
                row("expired within the skew", "15:58:21", tolerant, Status.VALID, ""),
                row("expired beyond the skew", "15:58:23", tolerant, Status.INVALID, "TOKEN_EXPIRED"),
                row("iat 31 s ahead", "15:47:51", "", Status.INVALID, "IAT_DRIFT"));
    }

    @Test
    void signatureVerifiesInAllThreeEncodings() {
        var signature = jwt.substring(jwt.lastIndexOf('.') + 1);
        var raw = Base64.getUrlDecoder().decode(signature);
        var padded = new byte[66];
        System.arraycopy(raw, 0, padded, 2, 64);
        var cesr = "0B" + Base64Url.encode(padded).substring(2);

        assertTrue(cesr.startsWith("0BA6-hqIDC3V2A9v"));
        assertTrue(signed(KEY, signature));
        assertTrue(signed(KEY, cesr));
        assertTrue(signed(KEY, "0B" + signature));
        assertTrue(signed(KEY_HEX, signature));
        assertTrue(signed("p57mlsPZv4v_Yl-_-pKeLsrPsAFU_LSX5Fbl7TnqpZ8", signature));
    }

    @Test
    void anyOtherSignatureFails() {
        var signature = jwt.substring(jwt.lastIndexOf('.') + 1);
        var flipped = (signature.charAt(0) == 'A' ? 'B' : 'A') + signature.substring(1);

        assertFalse(signed(KEY, flipped));
        assertFalse(signed(KEY, "0B" + flipped));
        assertFalse(signed(KEY, "0C" + signature));
        assertFalse(signed(KEY, signature.substring(1)));
        assertFalse(signed(KEY, signature + "A"));
    }

    @Test
    void theCodeLetterOfAKeyIsNotCutOff() {
        var cut = SignerKey.parse(KEY.substring(1));

        assertFalse(cut.isPresent() && cut.get().signed(Passport.parse(jwt).orElseThrow()));
    }

    @Test
    void vvpIdentityHas360Characters() throws Exception {
        assertEquals(360, credentials(jwt).vvpIdentity().length());
    }

    private static Credentials credentials(String token) throws MalformedCredentialsException {
        return Samples.read("Identity:" + token + ";ppt=vvp").orElseThrow();
    }

    private boolean signed(String key, String signature) {
        var token = jwt.substring(0, jwt.lastIndexOf('.') + 1) + signature;
        return SignerKey.parse(key).orElseThrow().signed(Passport.parse(token).orElseThrow());
    }

    private static Arguments row(String name, String clock, String settings, Status status, String error) {
        return argumentSet(name, clock, settings, ORIG, DEST, status, error);
    }
}

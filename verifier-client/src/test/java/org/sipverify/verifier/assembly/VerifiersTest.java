package org.sipverify.verifier.assembly;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.sipverify.verifier.NoVerdict.VERIFIER_UNREACHABLE;
import static org.sipverify.verifier.Samples.CALL;
import static org.sipverify.verifier.Samples.EVD;
import static org.sipverify.verifier.Samples.IAT;
import static org.sipverify.verifier.Samples.JWT;
import static org.sipverify.verifier.Samples.KID;
import static org.sipverify.verifier.Samples.ask;
import static org.sipverify.verifier.Samples.config;
import static org.sipverify.verifier.Samples.identity;
import static org.sipverify.verifier.Samples.read;
import static org.sipverify.verifier.Samples.vvpIdentity;
import static org.sipverify.verifier.http.Runtimes.SHARED;

import org.junit.jupiter.api.Test;
import org.sipverify.verifier.Circuit;
import org.sipverify.verifier.Question;
import org.sipverify.verifier.Verification;

/** What the configuration puts together. */
class VerifiersTest {
    private static final String NOBODY = "url = \"http://127.0.0.1:1\"";

    @Test
    void isTheBuiltInOneWithoutAUrl() throws Exception {
        var verifier = Verifiers.of(config("pinned.max-iat-drift = 1h"), SHARED);

        assertEquals(Circuit.CLOSED, verifier.circuit());
        assertEquals("TOKEN_EXPIRED", ask(verifier).reason().error());
    }

    @Test
    void asksWithAUrlAndStopsAskingWhenNobodyAnswers() throws Exception {
        var verifier = Verifiers.of(config(NOBODY + ", breaker.failures = 2"), SHARED);

        assertEquals(Verification.error(VERIFIER_UNREACHABLE), ask(verifier));
        assertEquals(Circuit.CLOSED, verifier.circuit());
        assertEquals(Verification.error(VERIFIER_UNREACHABLE), ask(verifier));
        assertEquals(Circuit.OPEN, verifier.circuit());
        assertEquals(Verification.error(VERIFIER_UNREACHABLE), ask(verifier));
    }

    @Test
    void neverAsksAboutAnotherDossierThanTheSignedOne() throws Exception {
        var other = "P-VVP-Identity:" + vvpIdentity(KID, EVD + "X", ",\"iat\":" + IAT);
        var credentials = read("Identity:" + identity(JWT), other).orElseThrow();

        var verification = ask(
                new SoundCredentials((c, call, then) -> {
                    throw new AssertionError("asked");
                }),
                credentials,
                CALL);

        assertEquals(Verification.Status.INVALID, verification.status());
        assertEquals("DOSSIER_INVALID", verification.reason().error());
        assertEquals(
                "DOSSIER_INVALID",
                verification.report().errors().path(0).path("code").asText());
    }

    @Test
    void asksAboutATokenThatNamesNoDossier() throws Exception {
        var asked = Verification.indeterminate("", "");
        var unreadable = read("Identity:YQ.YQ.YQ", "P-VVP-Identity:" + vvpIdentity(KID, EVD, ",\"iat\":" + IAT))
                .orElseThrow();

        assertEquals(
                asked,
                ask(
                        new SoundCredentials((c, call, then) -> {
                            then.accept(asked);
                            return Question.ANSWERED;
                        }),
                        unreadable,
                        CALL));
    }
}

package org.sipverify.verifier.assembly;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.sipverify.verifier.NoVerdict.VERIFIER_UNREACHABLE;
import static org.sipverify.verifier.Samples.CALL;
import static org.sipverify.verifier.Samples.EVD;
import static org.sipverify.verifier.Samples.IAT;
import static org.sipverify.verifier.Samples.JWT;
import static org.sipverify.verifier.Samples.KID;
import static org.sipverify.verifier.Samples.config;
import static org.sipverify.verifier.Samples.credentials;
import static org.sipverify.verifier.Samples.identity;
import static org.sipverify.verifier.Samples.read;
import static org.sipverify.verifier.Samples.vvpIdentity;

import org.junit.jupiter.api.Test;
import org.sipverify.verifier.Circuit;
import org.sipverify.verifier.Verification;

/** What the configuration puts together. */
class VerifiersTest {
    private static final String NOBODY = "url = \"http://127.0.0.1:1\"";

    @Test
    void isTheBuiltInOneWithoutAUrl() throws Exception {
        var verifier = Verifiers.of(config("pinned.max-iat-drift = 1h"));

        assertEquals(Circuit.CLOSED, verifier.circuit());
        assertEquals(
                "TOKEN_EXPIRED",
                verifier.verify(credentials(JWT), CALL).reason().error());
    }

    @Test
    void asksWithAUrlAndStopsAskingWhenNobodyAnswers() throws Exception {
        var verifier = Verifiers.of(config(NOBODY + ", breaker.failures = 2"));

        assertEquals(Verification.error(VERIFIER_UNREACHABLE), verifier.verify(credentials(JWT), CALL));
        assertEquals(Circuit.CLOSED, verifier.circuit());
        assertEquals(Verification.error(VERIFIER_UNREACHABLE), verifier.verify(credentials(JWT), CALL));
        assertEquals(Circuit.OPEN, verifier.circuit());
        assertEquals(Verification.error(VERIFIER_UNREACHABLE), verifier.verify(credentials(JWT), CALL));
    }

    @Test
    void neverAsksAboutAnotherDossierThanTheSignedOne() throws Exception {
        var other = "P-VVP-Identity:" + vvpIdentity(KID, EVD + "X", ",\"iat\":" + IAT);
        var credentials = read("Identity:" + identity(JWT), other).orElseThrow();

        var verification = new SoundCredentials((c, call) -> {
                    throw new AssertionError("asked");
                })
                .verify(credentials, CALL);

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

        assertEquals(asked, new SoundCredentials((c, call) -> asked).verify(unreadable, CALL));
    }
}

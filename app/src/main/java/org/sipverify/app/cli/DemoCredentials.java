package org.sipverify.app.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.sipverify.sip.Headers;
import org.sipverify.verifier.pinned.PassportSigner;
import org.sipverify.verifier.pinned.PassportSigner.Claims;

/** The credentials of a test call: signed with the demo key, valid or with one fault. */
public enum DemoCredentials {
    VALID,
    /** The signature is broken. */
    INVALID,
    /** Signed an hour ago. */
    EXPIRED,
    /** Without VVP headers. */
    NONE;

    private static final Duration LIFETIME = Duration.ofSeconds(60);

    static Optional<DemoCredentials> named(String text) {
        return Stream.of(values())
                .filter(it -> it.name().toLowerCase(Locale.ROOT).equals(text))
                .findFirst();
    }

    /**
     * The headers that carry them.
     *
     * @param demo where the demo key is; made when absent
     */
    public Headers headers(Path demo, String caller, String callee, Instant now) throws IOException {
        if (this == NONE) {
            return Headers.NONE;
        }
        var signed = this == EXPIRED ? now.minus(Duration.ofHours(1)) : now;
        var claims = new Claims(DemoSigner.KID, caller, callee, DemoSigner.DOSSIER, signed, signed.plus(LIFETIME));
        var passport = DemoSigner.prepare(demo).sign(claims);
        var shown = this == INVALID ? broken(passport) : passport;
        return Headers.NONE
                .with("Identity", PassportSigner.identityHeader(shown, DemoSigner.KID))
                .with("P-VVP-Identity", PassportSigner.vvpIdentityHeader(claims));
    }

    /** Changes the first letter of the signature, which stays base64url. */
    private static String broken(String passport) {
        var signature = passport.lastIndexOf('.') + 1;
        var other = passport.charAt(signature) == 'A' ? 'B' : 'A';
        return passport.substring(0, signature) + other + passport.substring(signature + 1);
    }
}

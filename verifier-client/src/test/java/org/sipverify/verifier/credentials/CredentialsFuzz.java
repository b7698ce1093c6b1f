package org.sipverify.verifier.credentials;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.sipverify.formats.text.PlainText;
import org.sipverify.testkit.MemoryLimit;
import org.sipverify.verifier.Samples;
import org.sipverify.verifier.text.WebUrl;

/**
 * A fuzz target: the input is the header fields of a call, a line each. What stands between grave accents is put into
 * base64url first, so that what is changed is the JSON and not its wrapping.
 */
public final class CredentialsFuzz {
    private static final Pattern PLAIN = Pattern.compile("`([^`]*)`");
    private static final Pattern REASON = Pattern.compile(
            "Malformed (Identity header|P-VVP-Identity|P-VVP-Passport)|Missing [A-Za-z ()]+|Too many Identity values");

    /** Loads the classes, so that the first input has no more time to wait than the others. */
    public static void fuzzerInitialize() {
        read(("Identity: " + Samples.identity(Samples.JWT)).getBytes(UTF_8));
    }

    public static void fuzzerTestOneInput(byte[] input) {
        MemoryLimit.isBounded(input, () -> read(input));
    }

    private static void read(byte[] input) {
        var text = PLAIN.matcher(new String(input, UTF_8)).replaceAll(found -> Samples.url(found.group(1)));
        var lines = text.split("\n");
        try {
            var credentials = Credentials.read(name -> values(lines, name));
            credentials.ifPresent(CredentialsFuzz::hold);
            assertEquals(credentials, Credentials.read(name -> values(lines, name)));
        } catch (MalformedCredentialsException e) {
            assertTrue(REASON.matcher(e.getMessage()).matches(), e.getMessage());
        }
        for (var line : lines) {
            Passport.parse(line).ifPresent(CredentialsFuzz::hold);
        }
    }

    private static List<String> values(String[] lines, String name) {
        var values = new ArrayList<String>();
        for (var line : lines) {
            if (line.regionMatches(true, 0, name + ":", 0, name.length() + 1)) {
                values.add(line.substring(name.length() + 1));
            }
        }
        return values;
    }

    private static void hold(Credentials credentials) {
        hold(credentials.passport());
        assertTrue(WebUrl.isKeyLocation(credentials.kid()) && WebUrl.is(credentials.evd()));
        assertTrue(PlainText.is(credentials.kid()) && PlainText.is(credentials.evd()));
        assertTrue(credentials.iat() >= 0 && credentials.exp().orElse(0) >= 0);
        var stated = VvpIdentity.parse(credentials.vvpIdentity()).orElseThrow();
        assertEquals(credentials.kid(), stated.kid());
        assertEquals(credentials.evd(), stated.evd());
        assertEquals(credentials.iat(), stated.iat().orElseThrow());
        assertEquals(credentials.exp(), stated.exp());
    }

    private static void hold(Passport passport) {
        assertEquals(passport.text(), passport.signingInput() + "." + passport.signature());
        assertEquals(passport, Passport.parse(passport.text()).orElseThrow());
        assertTrue(passport.iat().orElse(0) >= 0 && passport.exp().orElse(0) >= 0);
        assertTrue(passport.payloadReadable() || passport.orig().isEmpty());
        assertTrue(passport.dest().size() <= passport.text().length());
        assertTrue(passport.headerReadable()
                || (passport.kid().isEmpty() && passport.ppt().isEmpty()));
        assertTrue(passport.headerReadable()
                || (passport.alg().isEmpty() && passport.typ().isEmpty()));
        assertTrue(passport.payloadReadable() || passport.evd().isEmpty());
        assertTrue(passport.expReadable() || passport.exp().isEmpty());
        assertEquals("Passport[redacted]", passport.toString());
    }

    private CredentialsFuzz() {}
}

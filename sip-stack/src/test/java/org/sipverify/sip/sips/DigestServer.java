package org.sipverify.sip.sips;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** Checks Digest credentials as RFC 7616 has it, written here once more for the tests. */
record DigestServer(String algorithm, String qop, String user, String password) {
    String challenge(String nonce, String more) {
        return "WWW-Authenticate: Digest realm=\"example.com\", nonce=\"" + nonce + "\", algorithm=" + algorithm
                + ", qop=\"" + qop + "\"" + more;
    }

    boolean accepts(String request, String nonce) {
        var credentials = SipsStandIn.field(request, "Authorization");
        if (!value(credentials, "nonce").equals(nonce)) {
            return false;
        }
        var method = SipsStandIn.method(request);
        var subject = method + ":" + value(credentials, "uri");
        if (qop.equals("auth-int")) {
            subject += ":" + hash(request.substring(request.indexOf("\r\n\r\n") + 4));
        }
        var expected = hash(String.join(
                ":",
                hash(user + ":example.com:" + password),
                nonce,
                value(credentials, "nc"),
                value(credentials, "cnonce"),
                qop,
                hash(subject)));
        return value(credentials, "response").equals(expected);
    }

    private static String value(String credentials, String name) {
        var found = Pattern.compile("[ ,]" + name + "=\"?([^\",]*)").matcher(credentials);
        return found.find() ? found.group(1) : "";
    }

    private String hash(String text) {
        try {
            var function = algorithm.equals("SHA-512-256") ? "SHA-512/256" : algorithm;
            return HexFormat.of().formatHex(MessageDigest.getInstance(function).digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}

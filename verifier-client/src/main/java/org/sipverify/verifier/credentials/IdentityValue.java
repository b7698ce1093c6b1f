package org.sipverify.verifier.credentials;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.sipverify.formats.text.Base64Url;
import org.sipverify.formats.text.PercentEncoding;
import org.sipverify.formats.text.Utf8;

/**
 * One value of the {@code Identity} header field (RFC 8224 section 4), in every form seen in the wild: with or without
 * brackets around the token, the token wrapped a second time in base64, {@code info} bracketed, quoted, bare or
 * percent-encoded, and any parameter missing. The {@code alg} and {@code ppt} parameters only advise; the JOSE header
 * decides.
 *
 * @param passport the token; empty when the body is not one
 * @param info the {@code info} parameter, a URL; empty when absent
 * @param ppt the {@code ppt} parameter, in lower case; empty when absent
 */
record IdentityValue(Optional<Passport> passport, String info, String ppt) {
    enum Kind {
        VVP,
        /** Another kind, such as SHAKEN, which is ignored. */
        OTHER,
        MALFORMED
    }

    private static final IdentityValue UNREADABLE = new IdentityValue(Optional.empty(), "", "");

    Kind kind() {
        if (passport.isPresent() && passport.get().headerReadable()) {
            return passport.get().ppt().filter("vvp"::equals).isPresent() ? Kind.VVP : Kind.OTHER;
        }
        if (!ppt.isEmpty() && !ppt.equals("vvp")) {
            return Kind.OTHER;
        }
        return passport.isPresent() ? Kind.VVP : Kind.MALFORMED;
    }

    /** Reads one value of {@link IdentityLine#values}. */
    static IdentityValue parse(String value) {
        return Unquoted.positions(value, ';')
                .map(semicolons -> parse(value, semicolons))
                .orElse(UNREADABLE);
    }

    private static IdentityValue parse(String value, List<Integer> semicolons) {
        int bodyEnd = semicolons.isEmpty() ? value.length() : semicolons.get(0);
        return new IdentityValue(
                token(bare(value.substring(0, bodyEnd))),
                url(parameter("info", value, semicolons)),
                parameter("ppt", value, semicolons).toLowerCase(Locale.ROOT));
    }

    /** The first of that name, in any case; empty when there is none. */
    private static String parameter(String name, String value, List<Integer> semicolons) {
        for (int i = 0; i < semicolons.size(); i++) {
            int start = semicolons.get(i) + 1;
            int end = i + 1 < semicolons.size() ? semicolons.get(i + 1) : value.length();
            var parameter = value.substring(start, end);
            int equals = parameter.indexOf('=');
            if (equals > 0 && parameter.substring(0, equals).trim().equalsIgnoreCase(name)) {
                return bare(parameter.substring(equals + 1));
            }
        }
        return "";
    }

    /** The token itself, or wrapped once more in base64, possibly with white space inside the wrapping. */
    private static Optional<Passport> token(String body) {
        return Passport.parse(body).or(() -> Base64Url.decodeEitherAlphabet(body)
                .flatMap(Utf8::decode)
                .flatMap(text -> Passport.parse(text.trim())));
    }

    private static String url(String info) {
        return info.contains("://") ? info : PercentEncoding.decode(info).orElse(info);
    }

    /** Without one pair of brackets or quotes, and without surrounding white space. */
    private static String bare(String text) {
        var trimmed = text.trim();
        boolean enclosed = trimmed.length() >= 2
                && ((trimmed.startsWith("<") && trimmed.endsWith(">"))
                        || (trimmed.startsWith("\"") && trimmed.endsWith("\"")));
        return enclosed ? trimmed.substring(1, trimmed.length() - 1).trim() : trimmed;
    }
}

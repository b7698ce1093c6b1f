package org.sipverify.vcon.privacy;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sipverify.vcon.call.SecretKind;

/** Names of what holds credentials: header fields, and parameters of header fields and URIs. */
final class Names {
    /** By the last letter, because most names of a message are known to be harmless by it. */
    private static final Name[][] FIELDS = byLastLetter(List.of(
            Name.whole("authorization", SecretKind.AUTHORIZATION),
            Name.whole("proxy-authorization", SecretKind.PROXY_AUTHORIZATION),
            Name.end("authorization", SecretKind.OTHER_AUTHORIZATION),
            Name.whole("proxy-authenticate", SecretKind.PROXY_AUTHENTICATE),
            Name.end("authenticate", SecretKind.WWW_AUTHENTICATE),
            Name.whole("proxy-authentication-info", SecretKind.PROXY_AUTHENTICATION_INFO),
            Name.end("authentication-info", SecretKind.AUTHENTICATION_INFO),
            Name.end("api-key", SecretKind.API_KEY),
            Name.end("api_key", SecretKind.API_KEY),
            Name.end("apikey", SecretKind.API_KEY),
            Name.end("auth-key", SecretKind.API_KEY),
            Name.end("access-key", SecretKind.API_KEY),
            Name.end("cookie", SecretKind.COOKIE),
            Name.end("cookie2", SecretKind.COOKIE),
            Name.word("token", SecretKind.AUTH_TOKEN),
            Name.word("secret", SecretKind.AUTH_TOKEN),
            Name.whole("bearer", SecretKind.AUTH_SCHEME),
            Name.word("password", SecretKind.PASSWORD),
            Name.word("passwd", SecretKind.PASSWORD),
            Name.word("passphrase", SecretKind.PASSWORD)));

    private static final Name[][] PARAMETERS = byLastLetter(List.of(
            Name.end("password", SecretKind.PARAMETER),
            Name.end("passwd", SecretKind.PARAMETER),
            Name.end("passphrase", SecretKind.PARAMETER),
            Name.word("pwd", SecretKind.PARAMETER),
            Name.whole("pass", SecretKind.PARAMETER),
            Name.end("token", SecretKind.PARAMETER),
            Name.end("secret", SecretKind.PARAMETER),
            Name.end("apikey", SecretKind.PARAMETER),
            Name.end("accesskey", SecretKind.PARAMETER),
            Name.end("access_key", SecretKind.PARAMETER),
            Name.end("auth_key", SecretKind.PARAMETER),
            Name.end("authkey", SecretKind.PARAMETER),
            Name.whole("jwt", SecretKind.PARAMETER)));

    /**
     * A name in lower case.
     *
     * @param start what may precede it in the same name
     */
    private record Name(String text, Start start, SecretKind kind) {
        enum Start {
            NOTHING,
            SEPARATOR,
            ANYTHING
        }

        static Name whole(String text, SecretKind kind) {
            return new Name(text, Start.NOTHING, kind);
        }

        static Name word(String text, SecretKind kind) {
            return new Name(text, Start.SEPARATOR, kind);
        }

        static Name end(String text, SecretKind kind) {
            return new Name(text, Start.ANYTHING, kind);
        }

        boolean endsAt(Text in, int end) {
            if (!in.endsWith(end, text)) {
                return false;
            }
            var before = end - text.length() - 1;
            if (before < 0 || start == Start.ANYTHING) {
                return true;
            }
            var c = in.at(before);
            return !Text.isAlphanumeric(c) && (start == Start.SEPARATOR || (c != '-' && c != '_'));
        }
    }

    /** The kind of credential that a header field of this name holds. */
    static Optional<SecretKind> credential(String name) {
        var last = name.isEmpty() ? 0 : name.charAt(name.length() - 1);
        return last >= FIELDS.length || FIELDS[last].length == 0
                ? Optional.empty()
                : Optional.ofNullable(field(new Text(name), name.length()));
    }

    /** The same for a name that ends here, in whatever text. */
    static @Nullable SecretKind field(Text text, int end) {
        return of(FIELDS, text, end);
    }

    /** The same for a parameter, which may also carry the name of a header field. */
    static @Nullable SecretKind parameter(Text text, int end) {
        var kind = of(PARAMETERS, text, end);
        return kind != null ? kind : of(FIELDS, text, end);
    }

    private static @Nullable SecretKind of(Name[][] names, Text text, int end) {
        var last = end > 0 ? text.at(end - 1) : 0;
        if (last >= names.length) {
            return null;
        }
        for (var name : names[last]) {
            if (name.endsAt(text, end)) {
                return name.kind();
            }
        }
        return null;
    }

    /** A line of the header that no copy keeps. */
    static Optional<SecretKind> notKept(String name) {
        return name.equalsIgnoreCase("Geolocation") ? Optional.of(SecretKind.GEOLOCATION) : credential(name);
    }

    private static Name[][] byLastLetter(List<Name> names) {
        var lists = new Name[128][];
        for (var letter = 0; letter < lists.length; letter++) {
            var last = (char) letter;
            lists[letter] = names.stream()
                    .filter(name -> name.text().endsWith(String.valueOf(Character.toLowerCase(last))))
                    .toArray(Name[]::new);
        }
        return lists;
    }

    private Names() {}
}

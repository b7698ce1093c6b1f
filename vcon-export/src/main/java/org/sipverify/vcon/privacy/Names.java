package org.sipverify.vcon.privacy;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sipverify.vcon.call.Secret;

/** Names of what holds credentials: header fields, and parameters of header fields and URIs. */
final class Names {
    /** By the last letter, because most names of a message are known to be harmless by it. */
    private static final Name[][] FIELDS = byLastLetter(List.of(
            Name.whole("authorization", Secret.AUTHORIZATION),
            Name.whole("proxy-authorization", Secret.PROXY_AUTHORIZATION),
            Name.end("authorization", Secret.OTHER_AUTHORIZATION),
            Name.whole("proxy-authenticate", Secret.PROXY_AUTHENTICATE),
            Name.end("authenticate", Secret.WWW_AUTHENTICATE),
            Name.whole("proxy-authentication-info", Secret.PROXY_AUTHENTICATION_INFO),
            Name.end("authentication-info", Secret.AUTHENTICATION_INFO),
            Name.end("api-key", Secret.API_KEY),
            Name.end("api_key", Secret.API_KEY),
            Name.end("apikey", Secret.API_KEY),
            Name.end("auth-key", Secret.API_KEY),
            Name.end("access-key", Secret.API_KEY),
            Name.end("cookie", Secret.COOKIE),
            Name.end("cookie2", Secret.COOKIE),
            Name.word("token", Secret.AUTH_TOKEN),
            Name.word("secret", Secret.AUTH_TOKEN),
            Name.whole("bearer", Secret.AUTH_SCHEME),
            Name.word("password", Secret.PASSWORD),
            Name.word("passwd", Secret.PASSWORD),
            Name.word("passphrase", Secret.PASSWORD)));

    private static final Name[][] PARAMETERS = byLastLetter(List.of(
            Name.end("password", Secret.PARAMETER),
            Name.end("passwd", Secret.PARAMETER),
            Name.end("passphrase", Secret.PARAMETER),
            Name.word("pwd", Secret.PARAMETER),
            Name.whole("pass", Secret.PARAMETER),
            Name.end("token", Secret.PARAMETER),
            Name.end("secret", Secret.PARAMETER),
            Name.end("apikey", Secret.PARAMETER),
            Name.end("accesskey", Secret.PARAMETER),
            Name.end("access_key", Secret.PARAMETER),
            Name.end("auth_key", Secret.PARAMETER),
            Name.end("authkey", Secret.PARAMETER),
            Name.whole("jwt", Secret.PARAMETER)));

    /**
     * A name in lower case.
     *
     * @param start what may stand before it in the same name
     */
    private record Name(String text, Start start, Secret kind) {
        enum Start {
            NOTHING,
            SEPARATOR,
            ANYTHING
        }

        static Name whole(String text, Secret kind) {
            return new Name(text, Start.NOTHING, kind);
        }

        static Name word(String text, Secret kind) {
            return new Name(text, Start.SEPARATOR, kind);
        }

        static Name end(String text, Secret kind) {
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
    static Optional<Secret> credential(String name) {
        var last = name.isEmpty() ? 0 : name.charAt(name.length() - 1);
        return last >= FIELDS.length || FIELDS[last].length == 0
                ? Optional.empty()
                : Optional.ofNullable(field(new Text(name), name.length()));
    }

    /** The same for a name that ends here, in whatever text. */
    static @Nullable Secret field(Text text, int end) {
        return of(FIELDS, text, end);
    }

    /** The same for a parameter, which may also carry the name of a header field. */
    static @Nullable Secret parameter(Text text, int end) {
        var kind = of(PARAMETERS, text, end);
        return kind != null ? kind : of(FIELDS, text, end);
    }

    private static @Nullable Secret of(Name[][] names, Text text, int end) {
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
    static Optional<Secret> notKept(String name) {
        return name.equalsIgnoreCase("Geolocation") ? Optional.of(Secret.GEOLOCATION) : credential(name);
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

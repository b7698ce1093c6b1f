package org.sipverify.vcon.validate;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Passwords in URIs (RFC 3261, 19.1.1, and RFC 3986, 3.2.1): what is between the first colon behind the scheme and the
 * at sign. Each word of a text is split at its at signs, so no character is read often.
 */
final class UriPasswords {
    private static final Pattern WORDS = Pattern.compile("[\\s<>\"]++");

    private static final Pattern SCHEME =
            Pattern.compile("(?i)\\b(?:(sips?|pres|im|xmpp):|[a-z][a-z0-9+.-]{0,20}+://)");

    private static final Pattern TAKEN_OUT = Pattern.compile("(?i)x*+");

    private UriPasswords() {}

    /** The kind of the first one. */
    static Optional<String> in(String text) {
        if (text.indexOf('@') < 0) {
            return Optional.empty();
        }
        for (var word : WORDS.split(text, -1)) {
            var from = 0;
            for (var at = word.indexOf('@'); at >= 0; at = word.indexOf('@', from)) {
                var kind = before(word.substring(from, at));
                if (kind.isPresent()) {
                    return kind;
                }
                from = at + 1;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> before(String userinfo) {
        var path = endOfPath(userinfo);
        var scheme = SCHEME.matcher(userinfo);
        while (scheme.find()) {
            var sip = scheme.group(1) != null;
            if (sip || path < scheme.end()) {
                var colon = userinfo.indexOf(':', scheme.end());
                var none = colon < 0
                        || TAKEN_OUT.matcher(userinfo.substring(colon + 1)).matches();
                return none ? Optional.empty() : Optional.of("password in a " + (sip ? "SIP URI" : "URI"));
            }
        }
        return Optional.empty();
    }

    /** Behind the authority of a URI an at sign is nothing special. */
    private static int endOfPath(String text) {
        var at = text.length() - 1;
        while (at >= 0 && "/?#".indexOf(text.charAt(at)) < 0) {
            at--;
        }
        return at;
    }
}

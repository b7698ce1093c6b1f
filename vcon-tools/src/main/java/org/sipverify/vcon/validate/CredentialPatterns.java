package org.sipverify.vcon.validate;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/**
 * What counts as a credential in SIP and SDP. Callers choose display names and reasons freely, so a header counts
 * only where a line begins with it, not where a text speaks of it.
 */
final class CredentialPatterns {
    private static final String NAMES = "(?:(?:[A-Za-z0-9-]*-)?Authorization|(?:WWW|Proxy)-Authenticate"
            + "|(?:Proxy-)?Authentication-Info|[A-Za-z0-9-]*-API-Key|(?:Set-)?Cookie2?|[A-Za-z0-9-]*-Token)";

    private static final Pattern NAME = Pattern.compile(NAMES, Pattern.CASE_INSENSITIVE);

    private static final Pattern TAKEN_OUT = Pattern.compile("(?i)[x*]*|\\[?(removed|redacted)]?");

    private static final Pattern LINE = Pattern.compile(
            "[\\r\\n](" + NAMES + ")[ \\t]*+:[ \\t]*+(?!x*+[ \\t]*+(?:[\\r\\n]|$))[^\\r\\n]", Pattern.CASE_INSENSITIVE);

    /** RFC 6750, 7617 and 8760. "Basic" alone is a word of many languages, so what follows must look encoded. */
    private static final Map<String, Pattern> SCHEMES = Map.of(
            "bearer token",
            Pattern.compile("(?i)\\bBearer[ \\t]+(?!x+\\b)[\\w.~+/-]{6}"),
            "basic credentials",
            Pattern.compile("(?i)\\bBasic[ \\t]+(?!x+\\b)(?=[a-z+/]{0,200}[0-9=])[\\w+/]{8}"),
            "digest credentials",
            Pattern.compile("(?i)\\bDigest[ \\t]+(?:username|realm|nonce|uri|response|algorithm)[ \\t]*="));

    /** In URIs and behind header fields. */
    private static final Pattern PARAMETER =
            Pattern.compile("(?i)[;?&#](?:password|passwd|pwd|(?:access|auth|refresh|id)_token|token|api_?key|secret"
                    + "|client_secret)=\"?(?!x+(?:[;?&#>,@\"\\s]|$))[^;&>,\"\\s]");

    /** Its name may be percent-encoded. */
    private static final Pattern URI_HEADER = Pattern.compile("[?&]([A-Za-z0-9%-]{1,64})=(?!x+\\b)[^&>\\s]");

    /** RFC 4568, 5939, 4567, 4566 and 8839; an "x" for each letter is what is left of a key that was taken out. */
    private static final Map<String, Pattern> SDP = Map.of(
            "a=crypto key",
            Pattern.compile("(?mi)^a=(?:acap:\\d+[ \\t]+)?crypto:(?:[^\\r\\n]*inline:[ \\t]*+(?!x+(?:[|;\\s]|$))\\S"
                    + "|[ \\t]*\\d+[ \\t]+\\S+[ \\t]+(?!inline:|x+(?:\\s|$))\\S)"),
            "a=key-mgmt key",
            Pattern.compile("(?mi)^a=key-mgmt:(?!(?:\\S+[ \\t]+)?x+\\s*$)\\S"),
            "k= key",
            Pattern.compile("(?i)[\\r\\n]k=(?:clear|base64|uri):(?!x+(?:\\s|$))\\S"),
            "a=ice-pwd",
            Pattern.compile("(?mi)^a=ice-pwd:(?!x+\\s*$)\\S"));

    private CredentialPatterns() {}

    static boolean isHeader(String name) {
        return NAME.matcher(name.strip()).matches();
    }

    /** Whether anything is left of the value of such a header; a count of them reveals nothing. */
    static boolean tells(JsonNode value) {
        if (value.isArray()) {
            return StreamSupport.stream(value.spliterator(), false).anyMatch(CredentialPatterns::tells);
        }
        return value.isObject()
                || (value.isTextual()
                        && !TAKEN_OUT.matcher(value.asText().strip()).matches());
    }

    /** The kinds of credentials in a text. */
    static List<String> in(String text) {
        var kinds = new ArrayList<String>();
        var line = text.indexOf(':') < 0 ? null : LINE.matcher(text);
        if (line != null && line.find()) {
            kinds.add(line.group(1) + " header");
        }
        if (text.indexOf(':') >= 0) {
            UriPasswords.in(text).ifPresent(kinds::add);
        }
        if (text.indexOf(' ') >= 0 || text.indexOf('\t') >= 0) {
            SCHEMES.forEach((kind, pattern) -> addIfFound(kind, pattern, text, kinds));
        }
        if (text.indexOf('=') >= 0) {
            if (URI_HEADER.matcher(text).results().anyMatch(found -> isHeader(decoded(found.group(1))))) {
                kinds.add("header field in a SIP URI");
            }
            addIfFound("credential in a parameter", PARAMETER, text, kinds);
            SDP.forEach((kind, pattern) -> addIfFound(kind, pattern, text, kinds));
        }
        return List.copyOf(kinds);
    }

    private static String decoded(String name) {
        try {
            return URLDecoder.decode(name, StandardCharsets.ISO_8859_1);
        } catch (IllegalArgumentException notEncoded) {
            return name;
        }
    }

    private static void addIfFound(String kind, Pattern pattern, String text, List<String> kinds) {
        if (pattern.matcher(text).find()) {
            kinds.add(kind);
        }
    }
}

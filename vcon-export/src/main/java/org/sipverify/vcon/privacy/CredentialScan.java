package org.sipverify.vcon.privacy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.sipverify.formats.text.Base64Url;
import org.sipverify.vcon.call.SecretKind;

/** Looks for credentials in a finished vCon, every name and string of it, and inside what is encoded too. */
public final class CredentialScan {
    /**
     * Names are not kept between texts: a verifier's answer is in here with names of its choice, and names made to
     * collide in the table that Jackson shares break it for the texts that follow.
     */
    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .recyclerPool(JsonRecyclerPools.sharedBoundedPool())
            .build();

    /** Shorter base64url is not a message; a message is searched whole, as it was before it was encoded. */
    private static final int SHORTEST = 16;

    /**
     * The kinds that were found; empty if there are none.
     *
     * @throws IOException when it is not JSON
     */
    public static Set<SecretKind> of(byte[] json) throws IOException {
        var found = EnumSet.noneOf(SecretKind.class);
        try (var parser = JSON.createParser(json)) {
            for (var token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.FIELD_NAME) {
                    Names.credential(parser.currentName().strip()).ifPresent(found::add);
                    SecretText.in(parser.currentName()).forEach(span -> found.add(span.kind()));
                } else if (token == JsonToken.VALUE_STRING) {
                    string(parser, found);
                }
            }
        }
        return found;
    }

    private static void string(JsonParser parser, Set<SecretKind> found) throws IOException {
        var text = parser.getText();
        SecretText.in(text).forEach(span -> found.add(span.kind()));
        if ("body".equals(parser.currentName()) && text.length() >= SHORTEST) {
            decoded(text).ifPresent(inner -> SecretText.in(inner).forEach(span -> found.add(span.kind())));
        }
    }

    private static Optional<String> decoded(String text) {
        for (var i = 0; i < text.length(); i++) {
            if (!isBase64Url(text.charAt(i))) {
                return Optional.empty();
            }
        }
        return Base64Url.decodeLoosely(text).map(bytes -> new String(bytes, ISO_8859_1));
    }

    private static boolean isBase64Url(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    }

    private CredentialScan() {}
}

package org.sipverify.vcon.privacy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.sipverify.formats.text.Base64Url;
import org.sipverify.vcon.call.SecretKind;

/**
 * Looks for credentials in a finished vCon, every name and string of it, and inside what is encoded too. What is there
 * more than once, such as the fields that the messages of a call have in common, is searched once.
 */
public final class CredentialScan {
    /** Shorter base64url is not a message; a message is searched whole, as it was before it was encoded. */
    private static final int SHORTEST = 16;

    private final Set<SecretKind> found = EnumSet.noneOf(SecretKind.class);
    private final Set<String> names = new HashSet<>();
    private final Set<String> searched = new HashSet<>();

    private CredentialScan() {}

    /** The kinds that were found; empty if there are none. */
    public static Set<SecretKind> of(JsonNode json) {
        var scan = new CredentialScan();
        scan.node(json, false);
        return scan.found;
    }

    private void node(JsonNode node, boolean body) {
        if (node.isTextual()) {
            string(node.textValue(), body);
        } else if (node.isObject()) {
            for (var field : node.properties()) {
                name(field.getKey());
                node(field.getValue(), field.getKey().equals("body"));
            }
        } else {
            for (var element : node) {
                node(element, false);
            }
        }
    }

    private void name(String name) {
        if (names.add(name)) {
            Names.credential(name.strip()).ifPresent(found::add);
            search(name);
        }
    }

    /** What the base64 of a whole message could say is what it says decoded. */
    private void string(String text, boolean body) {
        search(body && text.length() >= SHORTEST ? decoded(text).orElse(text) : text);
    }

    private void search(String text) {
        if (searched.add(text)) {
            SecretText.in(text).forEach(span -> found.add(span.kind()));
        }
    }

    private static Optional<String> decoded(String text) {
        for (var i = 0; i < text.length(); i++) {
            if (!Base64Url.has(text.charAt(i))) {
                return Optional.empty();
            }
        }
        return Base64Url.decodeLoosely(text).map(bytes -> new String(bytes, ISO_8859_1));
    }
}

package org.sipverify.vcon.privacy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.sipverify.formats.text.Base64Url;
import org.sipverify.vcon.call.SecretKind;

/**
 * Looks for credentials in a finished vCon, every name and string of it, and inside what is encoded too. What is there
 * more than once, such as the fields that the messages of a call have in common, is searched once. For one thread.
 */
public final class CredentialScan {
    /** Shorter base64url is not a message; a message is searched whole, as it was before it was encoded. */
    private static final int SHORTEST = 16;

    private final HarmlessTexts names = new HarmlessTexts();
    private final HarmlessTexts texts;
    private Set<SecretKind> found = Set.of();
    private HarmlessRuns runs = new HarmlessRuns();

    /** @param texts that were searched already; those that this searches are added */
    public CredentialScan(HarmlessTexts texts) {
        this.texts = texts;
    }

    /** The kinds that were found; empty if there are none. */
    public static Set<SecretKind> of(JsonNode json) {
        return new CredentialScan(new HarmlessTexts()).kinds(json);
    }

    /** The same, for many vCons one after the other. */
    public Set<SecretKind> kinds(JsonNode json) {
        found = EnumSet.noneOf(SecretKind.class);
        runs = new HarmlessRuns(); // they would keep whole messages
        node(json, false);
        return found;
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
        if (names.has(name)) {
            return;
        }
        var kind = Names.credential(name.strip());
        kind.ifPresent(found::add);
        if (search(name) && kind.isEmpty()) {
            names.add(name);
        }
    }

    /** What the base64 of a whole message could say is what it says decoded. */
    private void string(String text, boolean body) {
        var searched = body && text.length() >= SHORTEST ? decoded(text).orElse(text) : text;
        if (!texts.has(searched) && search(searched)) {
            texts.add(searched);
        }
    }

    /** Whether it holds nothing. */
    private boolean search(String text) {
        var spans = SecretText.in(text, runs);
        spans.forEach(span -> found.add(span.kind()));
        return spans.isEmpty();
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

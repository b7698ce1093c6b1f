package org.sipverify.vcon.privacy;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import org.sipverify.vcon.call.VerdictDetails;

/**
 * What a record keeps of the verifier's claims and errors: a copy without credentials, and not too much of it. The
 * errors come first, because they say why; then the claims, as far as there is room.
 */
public final class KeptDetails {
    /** Bytes of JSON, claims and errors together. */
    private static final int MOST = 32 * 1024;

    /** A vCon may nest 100 deep, and readers of others less. */
    private static final int DEEPEST = 40;

    private static final int PUNCTUATION = 4;

    private int room = MOST;
    private boolean full;
    private boolean removed;
    private boolean masked;

    private KeptDetails() {}

    /** The copy. It says itself what is left out. */
    public static VerdictDetails of(VerdictDetails details) {
        return details.isEmpty() ? details : new KeptDetails().copy(details);
    }

    private VerdictDetails copy(VerdictDetails details) {
        var errors = copy(details.errors(), 0);
        var claims = copy(details.claims(), 0);
        if ((masked || removed) && (isSuspect(errors) || isSuspect(claims))) {
            return VerdictDetails.leftOut("claims and errors: a credential was found in them");
        }
        var leftOut = new ArrayList<String>();
        if (full) {
            leftOut.add("what exceeds " + MOST / 1024 + " KiB of claims and errors");
        }
        if (removed) {
            leftOut.add("what is named like a credential in claims or errors");
        }
        return VerdictDetails.of(claims, errors, String.join("; ", leftOut));
    }

    /** Missing when there is no room for it. A text is never cut: half a URI hides where its password ends. */
    private JsonNode copy(JsonNode node, int depth) {
        if (depth > DEEPEST) {
            full = true;
            return MissingNode.getInstance();
        }
        if (node instanceof ObjectNode object) {
            return copy(object, depth);
        }
        if (node instanceof ArrayNode array) {
            return copy(array, depth);
        }
        return node.isTextual()
                ? text(node.textValue())
                : taken(node, node.asText().length());
    }

    private JsonNode copy(ObjectNode object, int depth) {
        var copy = JsonNodeFactory.instance.objectNode();
        take(PUNCTUATION);
        for (var field : object.properties()) {
            var name = sound(field.getKey());
            if (Names.notKept(name.strip()).isPresent() || !SecretText.in(name).isEmpty()) {
                removed = true;
            } else if (take(length(name) + PUNCTUATION)) {
                masked |= name.equals("body"); // which the search of the finished vCon decodes
                var value = copy(field.getValue(), depth + 1);
                if (!value.isMissingNode()) {
                    copy.set(name, value);
                }
            }
        }
        return copy;
    }

    private JsonNode copy(ArrayNode array, int depth) {
        var copy = JsonNodeFactory.instance.arrayNode();
        take(PUNCTUATION);
        for (var element : array) {
            var value = take(1) ? copy(element, depth + 1) : MissingNode.getInstance();
            if (!value.isMissingNode()) {
                copy.add(value);
            }
        }
        return copy;
    }

    private JsonNode text(String text) {
        var sound = sound(text);
        if (!take(length(sound))) {
            return MissingNode.getInstance();
        }
        var kept = Masked.text(sound);
        masked |= !kept.equals(sound);
        return JsonNodeFactory.instance.textNode(kept);
    }

    private JsonNode taken(JsonNode node, int length) {
        return take(length) ? node : MissingNode.getInstance();
    }

    private boolean take(int length) {
        boolean fits = length <= room;
        full |= !fits;
        room -= fits ? length : 0;
        return fits;
    }

    /** Half a surrogate pair, which UTF-8 cannot encode, becomes a question mark. */
    private static String sound(String text) {
        return text.chars().anyMatch(c -> Character.isSurrogate((char) c))
                ? new String(text.getBytes(UTF_8), UTF_8)
                : text;
    }

    /** In bytes of JSON, or a few more. */
    private static int length(String text) {
        int length = 2;
        for (int i = 0; i < text.length() && length <= MOST; i++) {
            char c = text.charAt(i);
            length += c < ' ' ? 6 : c < 0x80 ? (c == '"' || c == '\\' ? 2 : 1) : 3;
        }
        return length;
    }

    private static boolean isSuspect(JsonNode node) {
        return !CredentialScan.of(node).isEmpty();
    }
}

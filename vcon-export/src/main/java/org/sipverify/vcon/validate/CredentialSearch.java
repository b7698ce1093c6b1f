package org.sipverify.vcon.validate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.sipverify.vcon.form.MalformedVconException;
import org.sipverify.vcon.form.StrictJson;

/**
 * Looks for credentials in everything a JSON value holds: names, texts, JSON in texts, base64url in texts, and these in
 * each other. What it finds it names by kind and place, never by value.
 *
 * <p>It shares nothing with {@code privacy.CredentialScan}, which looks through our own vCons before they are stored: this is
 * the second look, by other eyes. That one is quick and calls too much a credential rather than too little; this one goes
 * deeper, judges vCons of others too, and lets a text speak of a credential that is not there.
 */
public final class CredentialSearch {
    /** Base64url in JSON in base64url: deeper nobody packs, and each level costs time. */
    private static final int LAYERS = 4;

    /** Shorter texts hold no header line worth decoding. */
    private static final int ENCODED = 24;

    private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9_-]+|[A-Za-z0-9+/]+={0,2}");

    private final Findings findings = new Findings();

    private CredentialSearch() {}

    /** Where credentials are; empty when there are none. */
    public static List<Problem> of(JsonNode value) {
        var scan = new CredentialSearch();
        scan.value(value, "", LAYERS);
        return scan.findings.all();
    }

    /** The same for JSON in bytes; what is not JSON is scanned as text. */
    public static List<Problem> of(byte[] bytes) {
        var scan = new CredentialSearch();
        scan.text(new String(bytes, StandardCharsets.UTF_8), "", LAYERS);
        return scan.findings.all();
    }

    private void value(JsonNode value, String at, int layers) {
        if (value instanceof ObjectNode object) {
            object.properties().forEach(field -> {
                var pointer = Pointer.to(at, field.getKey());
                if (Credentials.isHeader(field.getKey()) && Credentials.tells(field.getValue())) {
                    found(pointer, field.getKey() + " header");
                } else {
                    value(field.getValue(), pointer, layers);
                }
            });
        } else if (value instanceof ArrayNode array) {
            for (var i = 0; i < array.size(); i++) {
                value(array.path(i), Pointer.to(at, i), layers);
            }
        } else if (value.isTextual()) {
            text(value.asText(), at, layers);
        }
    }

    private void text(String text, String at, int layers) {
        Credentials.in(text).forEach(kind -> found(at, kind));
        if (layers == 0 || text.length() < 2) {
            return;
        }
        if (text.charAt(0) == '{' || text.charAt(0) == '[' || text.charAt(0) == '"') {
            json(text, at, layers);
        } else if (text.length() >= ENCODED) {
            for (var part : text.split("\\.", 4)) {
                encoded(part, at, layers);
            }
        }
    }

    private void json(String text, String at, int layers) {
        try {
            value(StrictJson.parseLastWins(text.getBytes(StandardCharsets.UTF_8)), at, layers - 1);
        } catch (MalformedVconException notJson) {
            // It was scanned as text.
        }
    }

    private void encoded(String part, String at, int layers) {
        if (part.length() >= ENCODED && BASE64.matcher(part).matches()) {
            Base64Url.decoded(part.replace('+', '-').replace('/', '_').replace("=", ""))
                    .ifPresent(bytes -> text(new String(bytes, StandardCharsets.ISO_8859_1), at, layers - 1));
        }
    }

    private void found(String at, String kind) {
        findings.add(at, "holds a credential: " + kind, "take it out before the call is written down");
    }
}

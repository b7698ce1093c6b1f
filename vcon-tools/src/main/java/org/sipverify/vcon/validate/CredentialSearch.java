package org.sipverify.vcon.validate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.sipverify.formats.json.MalformedJsonException;
import org.sipverify.formats.json.StrictJson;
import org.sipverify.formats.text.Base64Url;

/**
 * Looks for credentials in everything a JSON value holds: names, texts, JSON in texts, base64url in texts, and these in
 * each other. What it finds it names by kind and place, never by value.
 *
 * <p>It shares nothing with {@code privacy.CredentialScan}, which searches vCons before they are stored: this is
 * an independent check. That one is fast and reports too much rather than too little; this one goes
 * deeper, judges vCons of others too, and lets a text speak of a credential that is not there.
 */
public final class CredentialSearch {
    /** Base64url in JSON in base64url: no producer nests deeper, and each level costs time. */
    private static final int LAYERS = 3;

    /** Shorter texts, without their padding, hold no header line worth decoding. */
    private static final int ENCODED = 22;

    /** Of either alphabet; padding is ignored. */
    private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/_-]{" + ENCODED + ",}+");

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
                if (CredentialPatterns.isHeader(field.getKey()) && CredentialPatterns.tells(field.getValue())) {
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
        if (layers > 0 && text.length() > 1 && "{[\"".indexOf(text.charAt(0)) >= 0) {
            json(text, at, layers);
        }
        CredentialPatterns.in(text).forEach(kind -> found(at, kind));
        var runs = BASE64.matcher(text);
        while (layers > 0 && runs.find()) {
            encoded(runs.group(), at, layers);
        }
    }

    private void json(String text, String at, int layers) {
        try {
            value(StrictJson.parseLastWins(text.getBytes(StandardCharsets.UTF_8)), at, layers - 1);
        } catch (MalformedJsonException notJson) {
            // It is scanned as text.
        }
    }

    private void encoded(String run, String at, int layers) {
        var whole = run.length() % 4 == 1
                ? run.substring(0, run.length() - 1)
                : run; // one character alone is less than a byte
        Base64Url.decodeLoosely(whole.replace('+', '-').replace('/', '_'))
                .ifPresent(bytes -> text(new String(bytes, StandardCharsets.ISO_8859_1), at, layers - 1));
    }

    private void found(String at, String kind) {
        findings.add(at, "holds a credential: " + kind, "take it out before the call is written down");
    }
}

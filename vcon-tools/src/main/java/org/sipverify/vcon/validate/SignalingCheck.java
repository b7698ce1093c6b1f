package org.sipverify.vcon.validate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/**
 * The sip-signaling extension: declared if and only if used, each purpose in its media type, addresses as they must be.
 */
final class SignalingCheck implements Check {
    static final String TOKEN = "sip-signaling";

    static final Set<String> WIRE =
            Set.of("sip-invite", "sip-response", "sip-ack", "sip-bye", "sip-cancel", "sip-update", "sip-refer");

    private static final Map<String, Map<String, Set<String>>> FORMS = forms();

    private static final Pattern ADDRESS = Pattern.compile("(?i)(sips?|tel|urn):[^<>\\s]+");

    private static Map<String, Map<String, Set<String>>> forms() {
        var forms = new HashMap<String, Map<String, Set<String>>>();
        WIRE.forEach(purpose -> forms.put(purpose, Map.of("message/sip", Set.of("none", "base64url"))));
        for (var purpose : List.of("sip-message-trace", "sip-headers", "stir-verification-report")) {
            forms.put(purpose, Map.of("application/json", Set.of("json")));
        }
        forms.put("sip-sdp", Map.of("application/sdp", Set.of("none", "base64url")));
        forms.put("stir-passport-extended", Map.of("application/passport", Set.of("none")));
        forms.put(
                "stir-certificate",
                Map.of(
                        "application/pkix-cert", Set.of("base64url"),
                        "application/pem-certificate-chain", Set.of("none")));
        return Map.copyOf(forms);
    }

    @Override
    public void run(ObjectNode vcon, Findings findings) {
        declared(vcon, findings);
        for (var i = 0; i < vcon.path("attachments").size(); i++) {
            form(vcon.path("attachments").path(i), Pointer.to("/attachments", i), findings);
        }
        for (var i = 0; i < vcon.path("parties").size(); i++) {
            var contact = vcon.path("parties").path(i).path("sip_contact");
            if (contact.isTextual() && !ADDRESS.matcher(contact.asText()).matches()) {
                findings.add(
                        Pointer.to("/parties", i) + "/sip_contact",
                        "is " + contact,
                        "an address with its scheme and without angle brackets");
            }
        }
    }

    private static void declared(ObjectNode vcon, Findings findings) {
        var listed = has(vcon.path("extensions"), TOKEN);
        if (used(vcon) && !listed) {
            findings.add("/extensions", TOKEN + " is used and not listed", "list it");
        }
        if (!used(vcon) && listed) {
            findings.add("/extensions", TOKEN + " is listed and not used", "leave it out");
        }
        if (has(vcon.path("critical"), TOKEN)) {
            findings.add("/critical", TOKEN + " is listed", "it is compatible: extensions only");
        }
    }

    private static boolean has(JsonNode list, String token) {
        return StreamSupport.stream(list.spliterator(), false)
                .anyMatch(it -> it.asText("").equals(token));
    }

    private static boolean used(ObjectNode vcon) {
        return any(vcon.path("parties"), SignalingCheck::hasField)
                || any(vcon.path("dialog"), SignalingCheck::hasField)
                || any(
                        vcon.path("attachments"),
                        it -> FORMS.containsKey(it.path("purpose").asText("")));
    }

    private static boolean any(JsonNode list, java.util.function.Predicate<JsonNode> test) {
        return StreamSupport.stream(list.spliterator(), false).anyMatch(test);
    }

    private static boolean hasField(JsonNode object) {
        var names = object.fieldNames();
        while (names.hasNext()) {
            if (names.next().startsWith("sip_")) {
                return true;
            }
        }
        return false;
    }

    private static void form(JsonNode attachment, String at, Findings findings) {
        var purpose = attachment.path("purpose").asText("");
        var allowed = FORMS.get(purpose);
        if (allowed == null || !attachment.has("body")) {
            return;
        }
        var mediatype = attachment.path("mediatype").asText("");
        var encodings = allowed.get(mediatype);
        if (encodings == null) {
            var right = String.join(" or ", new java.util.TreeSet<>(allowed.keySet()));
            findings.add(at + "/mediatype", "is \"" + mediatype + "\" for " + purpose, right);
        } else if (!encodings.contains(attachment.path("encoding").asText(""))) {
            var right = String.join(" or ", new java.util.TreeSet<>(encodings));
            findings.add(at + "/encoding", "is " + attachment.path("encoding") + " for " + mediatype, right);
        }
    }
}

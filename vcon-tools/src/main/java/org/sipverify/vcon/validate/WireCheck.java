package org.sipverify.vcon.validate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.sipverify.formats.text.Base64Url;

/** A whole message kept as an attachment parses again, is what its purpose says, and is of its dialog. */
final class WireCheck implements Check {
    @Override
    public void run(ObjectNode vcon, Findings findings) {
        for (var i = 0; i < vcon.path("attachments").size(); i++) {
            var attachment = vcon.path("attachments").path(i);
            var purpose = attachment.path("purpose").asText("");
            if (SignalingCheck.WIRE.contains(purpose) && attachment.path("body").isTextual()) {
                var at = Pointer.to("/attachments", i) + "/body";
                var dialog = vcon.path("dialog").path(attachment.path("dialog").asInt(-1));
                bytes(attachment)
                        .flatMap(WireMessage::parse)
                        .ifPresentOrElse(
                                message -> message(message, purpose, dialog, at, findings),
                                () -> findings.add(
                                        at, "is not a SIP message", "start line, header fields, empty line, body"));
            }
        }
    }

    private static Optional<byte[]> bytes(JsonNode attachment) {
        var body = attachment.path("body").asText("");
        return attachment.path("encoding").asText("").equals("base64url")
                ? Base64Url.decodeLoosely(body)
                : Optional.of(body.getBytes(StandardCharsets.UTF_8));
    }

    private static void message(WireMessage message, String purpose, JsonNode dialog, String at, Findings findings) {
        var method = purpose.substring("sip-".length()).toUpperCase(Locale.ROOT);
        if (method.equals("RESPONSE")
                ? !message.isResponse()
                : !message.method().equals(method)) {
            findings.add(at, "begins with \"" + message.startLine() + "\"", "a message for " + purpose);
        }
        message.header("Content-Length", "l")
                .filter(length -> !length.equals(Integer.toString(message.bodyBytes())))
                .ifPresent(length -> findings.add(
                        at,
                        "has Content-Length " + length + " and a body of " + message.bodyBytes() + " bytes",
                        "both agree"));
        var callId = message.header("Call-ID", "i").orElse("");
        if (!callId.equals(latin(dialog.path("sip_call_id")))) {
            findings.add(
                    at, "has Call-ID \"" + callId + "\"", "sip_call_id of its dialog: " + dialog.path("sip_call_id"));
        }
        if (method.equals("INVITE")
                && !isWithinDialog(message)
                && dialog.path("sip_cseq").isIntegralNumber()) {
            cseq(message, dialog.path("sip_cseq").bigIntegerValue(), at, findings);
        }
    }

    /** A later INVITE changes the session, and has a number of its own. */
    private static boolean isWithinDialog(WireMessage message) {
        return message.header("To", "t").filter(to -> to.contains("tag=")).isPresent();
    }

    /** One that was refused before, as with 401 or 422, and sent again has a lower number. */
    private static void cseq(WireMessage message, BigInteger number, String at, Findings findings) {
        var cseq = message.header("CSeq", "CSeq").orElse("");
        var own = cseq.split("\\s+", 2)[0];
        if (!own.matches("[0-9]{1,10}") || new BigInteger(own).compareTo(number) > 0) {
            findings.add(at, "has CSeq \"" + cseq + "\"", "the number in sip_cseq of its dialog: " + number);
        }
    }

    private static String latin(JsonNode text) {
        return new String(text.asText("").getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }
}

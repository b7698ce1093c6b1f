package org.sipverify.vcon.validate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import org.sipverify.vcon.read.Times;

/** A trace is of its dialog's Call-ID, in the order of time, and each entry is a request or a response. */
final class TraceCheck implements Check {
    @Override
    public void run(ObjectNode vcon, Findings findings) {
        for (var i = 0; i < vcon.path("attachments").size(); i++) {
            var attachment = vcon.path("attachments").path(i);
            if (attachment.path("purpose").asText("").equals("sip-message-trace")) {
                var dialog = vcon.path("dialog").path(attachment.path("dialog").asInt(-1));
                trace(attachment.path("body"), dialog, Pointer.to("/attachments", i) + "/body", findings);
            }
        }
    }

    private static void trace(JsonNode body, JsonNode dialog, String at, Findings findings) {
        var callId = body.path("call_id").asText("");
        if (!callId.equals(dialog.path("sip_call_id").asText(""))) {
            findings.add(
                    at + "/call_id",
                    "is " + body.path("call_id"),
                    "sip_call_id of its dialog: " + dialog.path("sip_call_id"));
        }
        var last = Instant.MIN;
        for (var i = 0; i < body.path("messages").size(); i++) {
            var message = body.path("messages").path(i);
            var here = Pointer.to(at + "/messages", i);
            var time = Times.of(message.path("timestamp")).orElse(last);
            if (time.isBefore(last)) {
                findings.add(here + "/timestamp", "is before the message above it", "messages in the order of time");
            }
            last = time;
            message(message, here, callId, findings);
        }
    }

    private static void message(JsonNode message, String at, String callId, Findings findings) {
        if (message.has("method") == message.has("status_code")) {
            findings.add(
                    at,
                    message.has("method") ? "has method and status_code" : "has neither method nor status_code",
                    "method for a request, status_code for a response");
        }
        if (message.has("status_text") && !message.has("status_code")) {
            findings.add(at + "/status_text", "is in a request", "responses only");
        }
        if (message.path("body_encoding").asText("").equals("base64url")) {
            InlineCheck.base64(message.path("body").asText(""), at + "/body", findings);
        }
        var header = message.path("headers").path("Call-ID");
        if (header.isTextual() && !header.asText().equals(callId)) {
            findings.add(at + "/headers/Call-ID", "is " + header, "the call_id of the trace");
        }
    }
}

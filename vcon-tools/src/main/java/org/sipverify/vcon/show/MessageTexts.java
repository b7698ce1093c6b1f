package org.sipverify.vcon.show;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.sipverify.formats.text.Base64Url;
import org.sipverify.vcon.read.Attachment;
import org.sipverify.vcon.read.Call;
import org.sipverify.vcon.read.Message;
import org.sipverify.vcon.show.ShownMessage.Content;

/**
 * The texts of messages. Attachments have requests and final responses as they were on the wire; the trace has the others,
 * with those header fields alone that are harmless. Each attachment is the text of one message.
 */
final class MessageTexts {
    private static final String BASE64URL = "base64url";
    private static final String END = "\r\n";

    private final List<Attachment> left;

    MessageTexts(Call call) {
        this.left = new ArrayList<>(call.attachments().stream()
                .filter(it -> it.mediatype().equals("message/sip") && it.body().isTextual())
                .toList());
    }

    Content of(LadderEntry entry) {
        for (Iterator<Attachment> each = left.iterator(); each.hasNext(); ) {
            var attachment = each.next();
            if (attachment.dialog() == entry.dialog()
                    && attachment.place().start().isPresent()
                    && attachment.place().start().equals(entry.message().time())) {
                var text = text(attachment.body().asText(""), attachment.encoding());
                if (begins(text, entry.message())) {
                    each.remove();
                    return new Content(line(text), text, true);
                }
            }
        }
        return shown(entry.message());
    }

    private static String line(String text) {
        return text.split("\r?\n", 2)[0];
    }

    private static boolean begins(String text, Message message) {
        return text.startsWith(message.status() > 0 ? "SIP/2.0 " + message.status() + " " : message.method() + " ");
    }

    private static String text(String body, String encoding) {
        return encoding.equals(BASE64URL)
                ? Base64Url.decodeLoosely(body)
                        .map(octets -> new String(octets, UTF_8))
                        .orElse(body)
                : body;
    }

    /** The Request-URI is not in the trace. */
    private static Content shown(Message message) {
        if (message.isGap()) {
            return new Content("messages are missing here", "", false);
        }
        var line = message.status() > 0
                ? ("SIP/2.0 " + message.status() + " " + message.statusText()).strip()
                : message.method();
        var text = new StringBuilder(line).append(END);
        message.headers().properties().forEach(field -> values(field.getValue())
                .forEach(value ->
                        text.append(field.getKey()).append(": ").append(value).append(END)));
        var body = message.json();
        text.append(END)
                .append(text(
                        body.path("body").asText(""), body.path("body_encoding").asText("")));
        return new Content(line, text.toString(), false);
    }

    private static List<String> values(JsonNode field) {
        var values = new ArrayList<String>();
        (field.isArray() ? field : List.of(field)).forEach(it -> values.add(it.asText("")));
        return values;
    }
}

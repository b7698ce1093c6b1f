package org.sipverify.vcon.content;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import org.sipverify.vcon.content.RecordedLeg.Passed;
import org.sipverify.vcon.privacy.Masked;

/** The body of a sip-message-trace, version 1.0. The draft has no key for gaps, so one is added. */
final class TraceBody {
    private final ShownHeaders headers;
    private final int peer;

    /** @param peer the party at the other end of the leg */
    TraceBody(ShownHeaders headers, int peer) {
        this.headers = headers;
        this.peer = peer;
    }

    ObjectNode of(String callId, List<Passed> messages, List<String> gaps) {
        var trace = JsonNodeFactory.instance.objectNode().put("version", "1.0").put("call_id", callId);
        if (!gaps.isEmpty()) {
            gaps.forEach(trace.putArray("gaps")::add);
        }
        var list = trace.putArray("messages");
        messages.stream()
                .filter(message -> message.text().isRequest() || message.text().status() > 0)
                .forEach(message -> add(list.addObject(), message));
        return trace;
    }

    private void add(ObjectNode entry, Passed passed) {
        var text = passed.text();
        entry.put("timestamp", Timestamps.of(passed.time()))
                .put("direction", passed.message().direction().name().toLowerCase(Locale.ROOT))
                .put("party", passed.isReceived() ? peer : PartyList.SERVER);
        if (text.isRequest()) {
            entry.put("method", Masked.text(text.method()));
        } else {
            entry.put("status_code", text.status()).put("status_text", Masked.text(text.reasonPhrase()));
        }
        entry.set("headers", headers.of(text));
        if (text.bodyStart() < text.bytes().length) {
            var body = WireText.of(text.bytes(), text.bodyStart());
            entry.put("body", body.text());
            if (body.encoding().equals(WireText.BASE64URL)) {
                entry.put("body_encoding", WireText.BASE64URL);
            }
        }
    }
}

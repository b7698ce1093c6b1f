package org.sipverify.vcon.content;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Set;

/** The list of attachments, of which only those wanted are taken in. */
final class Attachments {
    private static final String JSON = "application/json";

    private final ArrayNode list;
    private final Set<Purpose> wanted;
    private final int dialog;

    Attachments(ArrayNode list, Set<Purpose> wanted) {
        this(list, wanted, 0);
    }

    private Attachments(ArrayNode list, Set<Purpose> wanted, int dialog) {
        this.list = list;
        this.wanted = wanted;
        this.dialog = dialog;
    }

    /** The same list, for attachments of another dialog. */
    Attachments of(int other) {
        return new Attachments(list, wanted, other);
    }

    boolean wants(Purpose purpose) {
        return wanted.contains(purpose);
    }

    void message(Purpose purpose, Instant start, int party, WireText message) {
        body(purpose, start, party, "message/sip", message);
    }

    void body(Purpose purpose, Instant start, int party, String type, WireText body) {
        if (wants(purpose)) {
            add(purpose, start, party, type).put("encoding", body.encoding()).put("body", body.text());
        }
    }

    void json(Purpose purpose, Instant start, int party, JsonNode body) {
        add(purpose, start, party, JSON).put("encoding", "json").set("body", body);
    }

    private ObjectNode add(Purpose purpose, Instant start, int party, String type) {
        return list.addObject()
                .put("purpose", purpose.text())
                .put("start", Timestamps.of(start))
                .put("party", party)
                .put("dialog", dialog)
                .put("mediatype", type);
    }
}

package org.sipverify.vcon.read;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;

/**
 * What this server records of the call in its analysis of type report: the outcome that the dispositions of the core
 * draft cannot say. Missing values read as empty.
 */
public record Report(JsonNode body) {
    static final Report NONE = new Report(MissingNode.getInstance());

    public String outcome() {
        return body.path("outcome").asText("");
    }

    public int finalStatus() {
        return body.path("final_status").asInt(0);
    }

    public JsonNode verification() {
        return body.path("verification");
    }

    public JsonNode decision() {
        return body.path("decision");
    }

    /** What is missing from the record, in words; empty when it is complete. */
    public List<String> gaps() {
        var capture = body.path("capture");
        var gaps = new ArrayList<String>();
        var dropped = capture.path("dropped_messages").asLong(0);
        if (dropped > 0) {
            gaps.add(dropped + (dropped == 1 ? " message was" : " messages were") + " not kept");
        }
        JsonText.lines(capture.path("gaps")).forEach(gaps::add);
        capture.properties().forEach(field -> {
            if (!List.of("complete", "dropped_messages", "retransmissions", "gaps")
                    .contains(field.getKey())) {
                JsonText.lines(field.getValue()).forEach(line -> gaps.add(field.getKey() + ": " + line));
            }
        });
        JsonText.lines(verification().path("left_out")).forEach(gaps::add);
        if (gaps.isEmpty()
                && capture.path("complete").isBoolean()
                && !capture.path("complete").asBoolean()) {
            gaps.add("the record is not complete");
        }
        return List.copyOf(gaps);
    }

    /** Kinds of what was taken out before the call was written down. */
    public List<String> removed() {
        var removed = new ArrayList<String>();
        body.path("removed").forEach(kinds -> removed.addAll(JsonText.lines(kinds)));
        return List.copyOf(removed);
    }
}

package org.sipverify.vcon.validate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.IntStream;

/** Every index points at something, and at something of the right kind. */
final class IndexCheck implements Check {
    @Override
    public void run(ObjectNode vcon, Findings findings) {
        var parties = vcon.path("parties").size();
        var dialogs = vcon.path("dialog");
        each(dialogs, "/dialog", (dialog, at) -> dialog(dialog, at, parties, dialogs, findings));
        each(vcon.path("attachments"), "/attachments", (attachment, at) -> {
            in(attachment, "party", at, parties, "parties", findings);
            in(attachment, "dialog", at, dialogs.size(), "dialog", findings);
        });
        each(vcon.path("analysis"), "/analysis", (analysis, at) -> {
            in(analysis, "dialog", at, dialogs.size(), "dialog", findings);
            in(analysis, "attachment", at, vcon.path("attachments").size(), "attachments", findings);
        });
        each(
                vcon.path("attachments"),
                "/attachments",
                (attachment, at) -> each(
                        attachment.path("body").path("messages"),
                        at + "/body/messages",
                        (message, inner) -> in(message, "party", inner, parties, "parties", findings)));
    }

    private static void dialog(JsonNode dialog, String at, int parties, JsonNode dialogs, Findings findings) {
        for (var field : List.of("parties", "originator", "transferee", "transferor", "transfer_target")) {
            in(dialog, field, at, parties, "parties", findings);
        }
        for (var field : List.of("recordings", "recording_set", "original", "consultation", "target_dialog")) {
            in(dialog, field, at, dialogs.size(), "dialog", findings);
        }
        each(
                dialog.path("party_history"),
                at + "/party_history",
                (event, inner) -> in(event, "party", inner, parties, "parties", findings));
        kinds(dialog, at, dialogs, findings);
    }

    /** The references between dialogs: both sides of a recording set agree, and no transfer is of a failed call. */
    private static void kinds(JsonNode dialog, String at, JsonNode dialogs, Findings findings) {
        var own = Integer.parseInt(at.substring(at.lastIndexOf('/') + 1));
        each(dialog.path("recordings"), at + "/recordings", (index, inner) -> {
            var recording = dialogs.path(index.asInt(-1));
            if (!recording.path("type").asText("").equals("recording")
                    || recording.path("recording_set").asInt(-1) != own) {
                findings.add(inner, "is not a recording whose recording_set is " + own, "both point at each other");
            }
        });
        var set = dialog.path("recording_set");
        if (set.isInt() && !holds(dialogs.path(set.asInt()).path("recordings"), own)) {
            findings.add(at + "/recording_set", "is not a recording-set that lists " + own, "both point at each other");
        }
        for (var field : List.of("original", "consultation", "target_dialog")) {
            var type = dialogs.path(dialog.path(field).asInt(-1)).path("type").asText("");
            if (type.equals("transfer") || (type.equals("incomplete") && field.equals("original"))) {
                findings.add(Pointer.to(at, field), "points at a dialog of type " + type, "a conversation");
            }
        }
    }

    private static boolean holds(JsonNode list, int index) {
        return IntStream.range(0, list.size()).anyMatch(i -> list.path(i).asInt(-1) == index);
    }

    private static void in(JsonNode object, String field, String at, int size, String what, Findings findings) {
        in(object.path(field), Pointer.to(at, field), size, what, findings);
    }

    private static void in(JsonNode value, String at, int size, String what, Findings findings) {
        if (value.isNumber() && !(value.canConvertToInt() && value.asInt() >= 0 && value.asInt() < size)) {
            findings.add(at, "is " + value + ", and " + what + " has " + size, "an index from 0 to " + (size - 1));
        }
        each(value, at, (element, inner) -> in(element, inner, size, what, findings));
    }

    private interface Visit {
        void element(JsonNode element, String at);
    }

    private static void each(JsonNode list, String at, Visit visit) {
        for (var i = 0; list.isArray() && i < list.size(); i++) {
            visit.element(list.path(i), Pointer.to(at, i));
        }
    }
}

package org.sipverify.vcon.validate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Names that drafts gave up, null where a field should be left out, empty references, and how times are written. */
final class NameCheck implements Check {
    private static final Map<String, String> RENAMED = Map.ofEntries(
            Map.entry("mimetype", "mediatype"),
            Map.entry("alg", "content_hash"),
            Map.entry("signature", "content_hash"),
            Map.entry("transfer-target", "transfer_target"),
            Map.entry("target-dialog", "target_dialog"),
            Map.entry("schema_version", "schema"));
    private static final Map<String, String> RENAMED_AT_TOP = Map.of(
            "appended", "amended", "must_support", "critical", "must_understand", "critical", "schema_version", "vcon");

    private static final Set<String> TIMES = Set.of("created_at", "updated_at", "start", "time", "timestamp");

    /** RFC 8620, 1.4: capital letters, and no fraction that is zero. */
    private static final Pattern JMAP_DATE =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?!\\.0+(?!\\d))(\\.\\d+)?(Z|[+-]\\d\\d:\\d\\d)");

    @Override
    public void run(ObjectNode vcon, Findings findings) {
        RENAMED_AT_TOP.forEach((old, now) -> old(vcon, old, now, "", findings));
        for (var reference : List.of("redacted", "amended", "group")) {
            var value = vcon.path(reference);
            if (value.isContainerNode() && value.isEmpty()) {
                findings.add("/" + reference, "is empty", "leave it out");
            }
        }
        for (var list : List.of("parties", "dialog", "analysis", "attachments")) {
            for (var i = 0; i < vcon.path(list).size(); i++) {
                var element = vcon.path(list).path(i);
                var at = Pointer.to("/" + list, i);
                RENAMED.forEach((old, now) -> old(element, old, now, at, findings));
                if (list.equals("attachments")) {
                    old(element, "type", "purpose", at, findings);
                }
            }
        }
        walk(vcon, "", findings);
    }

    private static void old(JsonNode object, String old, String now, String at, Findings findings) {
        if (object.isObject() && object.has(old)) {
            findings.add(Pointer.to(at, old), "is a name that was given up", "call it " + now);
        }
    }

    /** A body in JSON has its own schema and may hold null; that of a trace or report is the extension's. */
    private static void walk(JsonNode value, String at, Findings findings) {
        if (value.isObject()) {
            value.properties().forEach(field -> {
                var pointer = Pointer.to(at, field.getKey());
                if (!field.getKey().equals("body")) {
                    one(field.getKey(), field.getValue(), pointer, findings);
                    walk(field.getValue(), pointer, findings);
                }
            });
        }
        for (var i = 0; value.isArray() && i < value.size(); i++) {
            walk(value.path(i), Pointer.to(at, i), findings);
        }
    }

    private static void one(String name, JsonNode value, String at, Findings findings) {
        if (value.isNull()) {
            findings.add(at, "is null", "leave it out when it is not known");
        }
        if (TIMES.contains(name)
                && value.isTextual()
                && !JMAP_DATE.matcher(value.asText()).matches()) {
            findings.add(at, "is " + value, "an RFC 3339 time with capital T and Z and no fraction that is zero");
        }
    }
}

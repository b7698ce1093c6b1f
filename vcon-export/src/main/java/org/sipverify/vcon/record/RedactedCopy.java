package org.sipverify.vcon.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.sipverify.vcon.PseudonymKey;
import org.sipverify.vcon.Vcon;

/**
 * The vCon that may be shown to others: when, how long, how it ended and what was found, with pseudonyms for numbers
 * and without addresses, names, messages and tokens. It refers to the full one by its uuid, and every index stays.
 */
final class RedactedCopy {
    private static final List<String> PARTY = List.of("type", "org");
    private static final List<String> DIALOG =
            List.of("type", "start", "duration", "parties", "recordings", "disposition", "application", "sip_cseq");
    private static final List<String> ATTACHMENT = List.of("purpose", "start", "party", "dialog");
    private static final List<String> REPORT =
            List.of("outcome", "final_status", "released_by", "decision", "capture", "removed");
    private static final List<String> VERIFICATION = List.of("outcome", "status", "reason", "code");
    private static final List<String> VERDICT = List.of("timestamp", "result", "reason");
    private static final Set<String> WITH_BODY = Set.of("stir-verification-report");

    private final PseudonymKey key;
    private final VconUuids uuids;

    RedactedCopy(PseudonymKey key, String server) {
        this.key = key;
        this.uuids = new VconUuids("redacted." + server);
    }

    Vcon of(Vcon full) {
        var redacted = full.json().objectNode();
        redacted.setAll(kept(full.json(), List.of("vcon", "created_at", "extensions")));
        redacted.put("uuid", uuids.like(full.uuid()).toString());
        redacted.putObject("redacted").put("uuid", full.uuid().toString()).put("type", "pseudonymized");
        each(full, "parties", redacted.putArray("parties"), this::party);
        each(full, "dialog", redacted.putArray("dialog"), dialog -> kept(dialog, DIALOG));
        each(full, "analysis", redacted.putArray("analysis"), this::analysis);
        if (full.json().has("attachments")) {
            each(full, "attachments", redacted.putArray("attachments"), this::attachment);
        }
        return Vcon.of(redacted);
    }

    private static void each(Vcon full, String list, ArrayNode into, Function<JsonNode, ObjectNode> redacted) {
        full.json().path(list).forEach(item -> into.add(redacted.apply(item)));
    }

    private ObjectNode party(JsonNode party) {
        var kept = kept(party, PARTY);
        hide(party, "tel", kept);
        return kept;
    }

    private ObjectNode analysis(JsonNode analysis) {
        var kept = kept(analysis, List.of("type", "dialog", "vendor", "schema", "mediatype", "encoding"));
        var report = analysis.path("body");
        var body = kept(report, REPORT);
        if (report.has("verification")) {
            body.set("verification", kept(report.path("verification"), VERIFICATION));
        }
        kept.set("body", body);
        return kept;
    }

    private ObjectNode attachment(JsonNode attachment) {
        var kept = kept(attachment, ATTACHMENT);
        if (WITH_BODY.contains(attachment.path("purpose").asText())) {
            var verdict = kept(attachment.path("body"), VERDICT);
            verdict.put("verifier", "not shown");
            hide(attachment.path("body"), "orig_tn", verdict);
            kept.setAll(kept(attachment, List.of("mediatype", "encoding")));
            kept.set("body", verdict);
        }
        return kept;
    }

    private void hide(JsonNode from, String name, ObjectNode into) {
        if (from.has(name)) {
            into.put(name, key.of(from.path(name).asText()));
        }
    }

    private static ObjectNode kept(JsonNode from, List<String> names) {
        var kept = JsonNodeFactory.instance.objectNode();
        for (var name : names) {
            if (from.has(name)) {
                kept.set(name, from.get(name));
            }
        }
        return kept;
    }
}

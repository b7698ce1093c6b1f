package org.sipverify.vcon.read;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The call of a vCon, read without trust: a value of the wrong type counts as absent, whatever a schema says. */
public record Call(
        String uuid,
        Optional<Instant> createdAt,
        List<Party> parties,
        List<Leg> legs,
        List<Attachment> attachments,
        Report report,
        Verdict verdict) {

    /** Reads the vCon of the unsigned form. */
    public static Call of(JsonNode vcon) {
        var attachments = each(vcon.path("attachments"), Attachment::of);
        var analyses = each(vcon.path("analysis"), JsonBody::of);
        var report = analyses.stream()
                .filter(body -> body.path("outcome").isTextual())
                .findFirst()
                .map(Report::new)
                .orElse(Report.NONE);
        var stir = attachments.stream()
                .filter(attachment -> attachment.purpose().equals("stir-verification-report"))
                .map(Attachment::body)
                .findFirst()
                .orElse(MissingNode.getInstance());
        return new Call(
                vcon.path("uuid").asText(""),
                Times.of(vcon.path("created_at")),
                each(vcon.path("parties"), Party::of),
                each(vcon.path("dialog"), Leg::of),
                attachments,
                report,
                Verdict.of(report.verification(), stir, analyses));
    }

    private static <T> List<T> each(JsonNode array, Function<JsonNode, T> reader) {
        var all = new ArrayList<T>();
        if (array.isArray()) {
            array.forEach(element -> all.add(reader.apply(element)));
        }
        return List.copyOf(all);
    }

    /** One for each leg whose messages were kept, in the order of the vCon. */
    public List<Trace> traces() {
        return attachments.stream().filter(Trace::isOne).map(Trace::of).toList();
    }

    /** This party, if there is one at this place. */
    public Optional<Party> party(int index) {
        return index >= 0 && index < parties.size() ? Optional.of(parties.get(index)) : Optional.empty();
    }

    public Optional<Party> caller() {
        return party(legs.stream()
                .flatMap(leg -> leg.parties().stream().limit(1))
                .findFirst()
                .orElse(0));
    }

    public Optional<Party> callee() {
        return party(legs.stream()
                .flatMap(leg -> leg.parties().stream().skip(1).limit(1))
                .findFirst()
                .orElse(1));
    }

    /** What was done, or how it ended: from the report, else from the first leg. */
    public String decision() {
        if (!report.outcome().isEmpty()) {
            return report.outcome();
        }
        return legs.stream()
                .findFirst()
                .map(leg -> leg.disposition().isEmpty() ? leg.type() : leg.disposition())
                .orElse("");
    }
}

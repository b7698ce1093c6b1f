package org.sipverify.app.index;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.sipverify.index.IndexedCall;

/** A row as fields with names, for JSON and CSV. The names of what can be searched for are those of the search. */
public final class RowFields {
    /** The names, in their order. */
    public static final List<String> NAMES = List.of(
            "time",
            "uuid",
            "call_id",
            "caller",
            "callee",
            "source",
            "transport",
            "outcome",
            "error",
            "message",
            "request_id",
            "brand",
            "signer",
            "iat_age",
            "decision",
            "would",
            "rule",
            "code",
            "target",
            "time_ms",
            "vcon");

    private RowFields() {}

    /** In a fixed order; texts, numbers and, for what is not known, empty texts. */
    public static Map<String, Object> of(IndexedCall call) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("time", call.time().truncatedTo(ChronoUnit.MICROS).toString()); // as the index has it
        fields.put("uuid", call.uuid().toString());
        fields.put("call_id", call.parties().callId());
        fields.put("caller", call.parties().caller());
        fields.put("callee", call.parties().callee());
        fields.put("source", call.arrival().source());
        fields.put("transport", call.arrival().transport());
        var verdict = call.verdict();
        fields.put("outcome", verdict.outcome());
        fields.put("error", verdict.cause().error());
        fields.put("message", verdict.cause().message());
        fields.put("request_id", verdict.requestId());
        fields.put("brand", verdict.brand());
        fields.put("signer", verdict.signer().key());
        fields.put(
                "iat_age",
                verdict.signer()
                        .age()
                        .map(Duration::toSeconds)
                        .map(Object.class::cast)
                        .orElse(""));
        var done = call.handling();
        fields.put("decision", done.decision());
        fields.put("would", done.would());
        fields.put("rule", done.rule());
        fields.put("code", done.answer().code());
        fields.put("target", done.answer().target());
        fields.put("time_ms", done.answer().took().toMillis());
        fields.put("vcon", done.vcon());
        return fields;
    }

    /** The same without what is empty. */
    public static Map<String, Object> known(IndexedCall call) {
        return known(of(call));
    }

    /** These without what is empty. */
    public static Map<String, Object> known(Map<String, Object> fields) {
        return fields.entrySet().stream()
                .filter(field -> !"".equals(field.getValue()))
                .collect(Collectors.toMap(
                        Map.Entry::getKey, Map.Entry::getValue, (one, other) -> one, LinkedHashMap::new));
    }
}

package org.sipverify.app.api.calls;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.sipverify.app.call.CallRules;
import org.sipverify.app.index.RowFields;
import org.sipverify.formats.json.StrictJson;
import org.sipverify.formats.text.Base64Url;
import org.sipverify.http.RefusedException;
import org.sipverify.index.IndexedCall;
import org.sipverify.index.NumberMatch;
import org.sipverify.index.Query;
import org.sipverify.index.Query.Field;

/**
 * Everything that is known of one call.
 *
 * @param rules those in force
 */
record CallDetail(CallSearches searches, Supplier<CallRules> rules) {
    /** Other calls of the number, and of the signer. */
    private static final int OTHERS = 20;

    private static final ObjectMapper JSON = JsonMapper.builder().build();
    private static final List<String> SHORT =
            List.of("time", "uuid", "caller", "callee", "outcome", "error", "brand", "decision", "rule", "code");

    ObjectNode of(IndexedCall call) throws RefusedException {
        var recorded = RecordedCall.of(call);
        var detail = StrictJson.newObject();
        detail.set("call", JSON.valueToTree(RowFields.known(call)));
        detail.set("verdict", verdict(call, recorded));
        var claims = recorded.verification().path("claims");
        if (!claims.isMissingNode()) {
            detail.set("claims", claims);
        }
        var passport = recorded.passport();
        if (!passport.isEmpty()) {
            detail.set("passport", passport(passport));
        }
        detail.set("policy", PolicyNow.of(call, recorded, rules.get()));
        detail.put("vcon", recorded.isThere());
        detail.put("messages", recorded.messages().size());
        if (!recorded.problem().isEmpty()) {
            detail.put("problem", recorded.problem());
        }
        detail.set("others", others(call));
        return detail;
    }

    /** What the vCon has of it, and of the rest what the row has. */
    private static ObjectNode verdict(IndexedCall call, RecordedCall recorded) {
        var verdict = StrictJson.newObject();
        recorded.verification().properties().forEach(field -> verdict.set(field.getKey(), field.getValue()));
        verdict.remove("claims");
        var row = call.verdict();
        add(verdict, "outcome", row.outcome());
        add(verdict, "reason", row.cause().error());
        add(verdict, "message", row.cause().message());
        add(verdict, "request_id", row.requestId());
        add(verdict, "brand_name", row.brand());
        add(verdict, "signer", row.signer().key());
        row.signer().age().ifPresent(age -> verdict.put("iat_age", age.toSeconds()));
        return verdict;
    }

    private static void add(ObjectNode to, String name, String value) {
        if (!value.isEmpty() && !to.has(name)) {
            to.put(name, value);
        }
    }

    /** Header and payload, as far as they are JSON. The signature is in the vCon. */
    private static ObjectNode passport(String compact) {
        var parts = compact.split("\\.", -1);
        var decoded = StrictJson.newObject();
        if (parts.length == 3) {
            decoded.set("header", part(parts[0]));
            decoded.set("payload", part(parts[1]));
        }
        return decoded;
    }

    private static JsonNode part(String base64url) {
        return Base64Url.decodeLoosely(base64url)
                .flatMap(StrictJson::objectOrNone)
                .orElseGet(() -> StrictJson.newObject().put("problem", "this is not a JSON object"));
    }

    private ObjectNode others(IndexedCall call) throws RefusedException {
        var others = StrictJson.newObject();
        var number = call.parties().caller().isEmpty()
                ? call.parties().callee()
                : call.parties().caller();
        if (NumberMatch.isOne(number)) {
            var query = Query.ALL.with(new NumberMatch(NumberMatch.Kind.WHOLE, number));
            others.set("number", shown(query, call));
        }
        var signer = call.verdict().signer().key();
        if (!signer.isEmpty()) {
            others.set("signer", shown(Query.ALL.with(Field.SIGNER, Set.of(signer)), call));
        }
        return others;
    }

    private JsonNode shown(Query query, IndexedCall call) throws RefusedException {
        var rows = searches.glance(query.limit(OTHERS + 1)).stream()
                .filter(other -> !other.uuid().equals(call.uuid()))
                .limit(OTHERS)
                .map(CallDetail::briefly)
                .toList();
        return JSON.valueToTree(rows);
    }

    private static Map<String, Object> briefly(IndexedCall call) {
        var row = RowFields.known(call);
        row.keySet().retainAll(SHORT);
        return row;
    }
}

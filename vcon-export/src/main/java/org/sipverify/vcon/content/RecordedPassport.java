package org.sipverify.vcon.content;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.sipverify.formats.json.MalformedJsonException;
import org.sipverify.formats.json.StrictJson;
import org.sipverify.formats.text.Base64Url;
import org.sipverify.vcon.sip.SipText;

/**
 * The PASSporT of an INVITE (RFC 8225), not verified here.
 *
 * @param compact its JWS compact serialization
 */
record RecordedPassport(String compact) {
    private static final Pattern NUMBER = Pattern.compile("\\+?[0-9]{1,15}");
    private static final List<String> FIELDS = List.of("Identity", "P-VVP-Passport");

    /** The first whose header says it is VVP's, otherwise the first. */
    static Optional<RecordedPassport> of(SipText invite) {
        var all = new LinkedHashSet<RecordedPassport>(); // an INVITE mostly has it in both
        for (var name : FIELDS) {
            for (var value : invite.all(name)) {
                Jws.first(value).map(RecordedPassport::new).ifPresent(all::add);
            }
        }
        return all.stream()
                .filter(it -> all.size() > 1)
                .filter(it -> it.part(0).path("ppt").asText().equals("vvp"))
                .findFirst()
                .or(() -> all.stream().findFirst());
    }

    /** The same token in flattened JSON serialization (RFC 7515 section 7.2.2). */
    String json() {
        var parts = compact.split("\\.", 3);
        return "{\"payload\":\"" + parts[1] + "\",\"protected\":\"" + parts[0] + "\",\"signature\":\"" + parts[2]
                + "\"}";
    }

    /**
     * The numbers it was made for, each with its plus.
     *
     * @param orig the calling number; empty when it names none
     * @param dest those called
     */
    record Numbers(String orig, List<String> dest) {}

    Numbers numbers() {
        var payload = part(1);
        var orig = numbers(payload.path("orig").path("tn"));
        return new Numbers(
                orig.isEmpty() ? "" : orig.get(0), numbers(payload.path("dest").path("tn")));
    }

    private static List<String> numbers(JsonNode tn) {
        var numbers = new ArrayList<String>();
        for (var one : tn.isArray() ? tn : List.of(tn)) {
            if (NUMBER.matcher(one.asText()).matches()) {
                numbers.add(one.asText().startsWith("+") ? one.asText() : "+" + one.asText());
            }
        }
        return numbers;
    }

    private JsonNode part(int index) {
        return Base64Url.decodeLoosely(compact.split("\\.", 3)[index])
                .map(RecordedPassport::json)
                .orElse(MissingNode.getInstance());
    }

    private static JsonNode json(byte[] bytes) {
        try {
            return StrictJson.parseLastWins(bytes);
        } catch (MalformedJsonException e) {
            return MissingNode.getInstance();
        }
    }
}

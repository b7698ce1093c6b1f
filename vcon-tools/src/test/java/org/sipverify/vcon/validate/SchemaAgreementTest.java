package org.sipverify.vcon.validate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sipverify.testkit.VconSamples;
import org.sipverify.testkit.VconSchemas;

/** Our schemas and the working group's judge alike: the samples, and each field with each wrong thing in it. */
class SchemaAgreementTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** A value of each kind that some field, somewhere, must not have. */
    private static final List<JsonNode> VALUES = Stream.of(
                    "5",
                    "-1",
                    "1.5",
                    "true",
                    "null",
                    "\"text\"",
                    "\"\"",
                    "[]",
                    "{}",
                    "[1, [0], null]",
                    "[[-1]]",
                    "[\"a\"]",
                    "\"2026-11-20T10:00:00Z\"",
                    "\"2026-11-20 10:00\"",
                    "\"01a1f866-0d78-8001-ab7f-8b4ea1b84909\"",
                    "\"recording\"",
                    "\"recording-set\"",
                    "\"text\"",
                    "\"transfer\"",
                    "\"incomplete\"",
                    "\"busy\"",
                    "\"keydown\"",
                    "\"hold\"",
                    "\"json\"",
                    "\"https://a.example/b\"",
                    "\"not a uri\"",
                    "\"0.4.0\"",
                    "{\"local\": 1}",
                    "[{\"local\": 1}]",
                    "[[{\"remote\": \"a\"}]]",
                    "[[{\"remote\": 2}]]",
                    "[{\"party\": 0, \"time\": \"2026-11-20T10:00:00Z\", \"event\": \"keyup\"}]",
                    "{\"type\": \"x\"}",
                    "{\"type\": \"x\", \"url\": \"https://a.example\"}",
                    "{\"url\": \"https://a.example\", \"content_hash\": \"a\"}")
            .map(SchemaAgreementTest::value)
            .toList();

    private static final SchemaCheck OUR_04 = SchemaCheck.core04();
    private static final SchemaCheck OUR_03 = SchemaCheck.core03();
    private static SchemaCheck their04;
    private static SchemaCheck their03;

    @BeforeAll
    static void read() {
        their04 = SchemaCheck.of(VconSchemas.text("vcon-core-04.reconstructed.schema"));
        their03 = SchemaCheck.of(VconSchemas.text("vcon-core-03.schema"));
    }

    @ParameterizedTest
    @MethodSource
    void aFieldIsJudgedAlikeWhateverIsInIt(String parent, String field) {
        for (var sample : VconSamples.NAMES) {
            for (var value : VALUES) {
                var vcon = VconSamples.json(sample);
                ((ObjectNode) vcon.at(parent)).set(field, value);
                agree(vcon, parent + "/" + field + " = " + value);
            }
            var without = VconSamples.json(sample);
            ((ObjectNode) without.at(parent)).remove(field);
            agree(without, parent + "/" + field + " left out");
        }
    }

    static Stream<Arguments> aFieldIsJudgedAlikeWhateverIsInIt() {
        var fields = new ArrayList<Arguments>();
        names(
                "",
                "vcon uuid created_at updated_at subject extensions critical redacted amended parties dialog analysis"
                        + " attachments group",
                fields);
        names("/parties/0", "tel sip stir mailto name did validation gmlpos civicaddress uuid type org dept", fields);
        names(
                "/dialog/0",
                "type start duration parties originator recordings recording_set mediatype filename body"
                        + " encoding url content_hash disposition session_id party_history transferee transferor transfer_target"
                        + " original consultation target_dialog application message_id",
                fields);
        names(
                "/analysis/0",
                "type vendor product schema dialog attachment mediatype filename body encoding url" + " content_hash",
                fields);
        names("/attachments/0", "purpose start party dialog mediatype filename body encoding url content_hash", fields);
        return fields.stream();
    }

    /** Each type of dialog with each field, alone and with what that field needs. */
    @Test
    void aDialogOfEachTypeMayHaveTheSameFields() {
        var fields = "start duration parties originator recordings recording_set mediatype filename body encoding url"
                + " content_hash disposition session_id party_history transferee transfer_target original consultation"
                + " target_dialog application message_id";
        for (var type : List.of("recording", "recording-set", "text", "transfer", "incomplete", "other")) {
            for (var base : List.of("{}", "{\"disposition\": \"busy\"}", "{\"recordings\": []}")) {
                for (var field : fields.split(" ", -1)) {
                    for (var value : VALUES) {
                        var vcon = VconSamples.json("redirected-call");
                        var dialog =
                                ((ObjectNode) value(base)).put("type", type).put("start", "2026-11-20T10:05:00Z");
                        dialog.set(field, value);
                        ((ArrayNode) vcon.path("dialog")).set(0, dialog);
                        agree(vcon, dialog.toString());
                    }
                }
            }
        }
    }

    @Test
    void theExtensionIsJudgedAlike() {
        var trace = SchemaCheck.of(VconSchemas.text("sip-message-trace.schema"));
        var report = SchemaCheck.of(VconSchemas.text("stir-verification-report.schema"));
        var ours = SchemaCheck.sipSignaling();
        var vcon = VconSamples.json("redirected-call");
        for (var body : List.of("/attachments/2/body", "/attachments/3/body")) {
            var theirs = body.contains("2") ? trace : report;
            vcon.at(body).fieldNames().forEachRemaining(field -> {
                for (var value : VALUES) {
                    var changed = VconSamples.json("redirected-call");
                    ((ObjectNode) changed.at(body)).set(field, value);
                    assertEquals(theirs.holds(changed.at(body)), ours.holds(changed), field + " = " + value);
                }
            });
        }
    }

    private static void agree(JsonNode vcon, String what) {
        var as04 = OUR_04.holds(vcon);
        assertEquals(their04.holds(vcon), as04, "core-04: " + what);
        assertEquals(their04.holds(vcon) && their03.holds(vcon), as04 && OUR_03.holds(vcon), "core-03: " + what);
    }

    private static void names(String parent, String names, List<Arguments> all) {
        for (var name : names.split(" ", -1)) {
            all.add(argumentSet(JsonPointer.compile(parent) + "/" + name, parent, name));
        }
    }

    private static JsonNode value(String json) {
        try {
            return JSON.readTree(json);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}

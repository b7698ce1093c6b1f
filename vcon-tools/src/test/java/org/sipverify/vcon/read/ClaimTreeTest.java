package org.sipverify.vcon.read;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sipverify.formats.json.StrictJson;

class ClaimTreeTest {
    @Test
    void showsATreeOfClaims() throws Exception {
        var json = """
                [{"name":"caller_authorized","status":"INVALID","reasons":["authorization_valid is INVALID"],"evidence":[],
                  "children":[
                    {"required":true,"node":{"name":"passport_verified","status":"VALID","reasons":[],
                      "evidence":["kid:EBkey","signature"],"children":[]}},
                    {"required":false,"node":{"name":"brand_verified","status":"INDETERMINATE"}}]}]""";

        assertEquals(
                List.of(
                        "caller_authorized INVALID",
                        "  because authorization_valid is INVALID",
                        "  passport_verified VALID",
                        "    evidence kid:EBkey",
                        "    evidence signature",
                        "  brand_verified INDETERMINATE (optional)"),
                lines(json));
    }

    @ParameterizedTest
    @MethodSource
    void showsAnythingElseAsItIs(String json, List<String> shown) throws Exception {
        assertEquals(shown, lines(json));
    }

    static Stream<Arguments> showsAnythingElseAsItIs() {
        return Stream.of(
                argumentSet("null", "null", List.of()),
                argumentSet("an empty list", "[]", List.of()),
                argumentSet("an object", "{\"org\":\"ACME\",\"tn\":[\"+1\",\"+2\"]}", List.of("org ACME, tn [+1, +2]")),
                argumentSet("texts", "[\"a\",\"b\"]", List.of("a", "b")),
                argumentSet("a claim alone", "{\"name\":\"a\",\"status\":\"VALID\"}", List.of("a VALID")),
                argumentSet("a name that is no text", "[{\"name\":1}]", List.of("name 1")));
    }

    @Test
    void aHostileTreeEnds() throws Exception {
        var wide = "[" + "{\"name\":\"a\"},".repeat(100_000) + "{}]";

        assertTrue(lines(wide).size() <= 1_000);
    }

    private static List<String> lines(String json) throws Exception {
        return ClaimTree.lines(StrictJson.parse(json.getBytes(UTF_8)));
    }
}

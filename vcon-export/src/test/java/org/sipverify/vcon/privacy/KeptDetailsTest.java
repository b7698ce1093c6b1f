package org.sipverify.vcon.privacy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sipverify.formats.json.StrictJson;
import org.sipverify.vcon.call.VerdictDetails;
import org.sipverify.vcon.validate.CredentialSearch;

class KeptDetailsTest {
    private static final String TREE = """
            {"claims":[{"name":"caller_authorized","status":"INVALID","reasons":["zu sp\u00e4t"],"evidence":[],
             "children":[{"required":true,"node":{"name":"authorization_valid","status":"VALID","n":1.50,"x":null}}]}],
             "errors":[{"code":"TOKEN_EXPIRED","message":"too old","recoverable":false}]}""";

    @Test
    void whatIsHarmlessStaysAsItIs() throws Exception {
        var json = StrictJson.object(TREE.getBytes(UTF_8));

        var kept = KeptDetails.of(details(json));

        assertEquals(json.path("claims"), kept.claims());
        assertEquals(json.path("errors"), kept.errors());
        assertEquals("", kept.leftOut());
    }

    @Test
    void nothingIsNothing() {
        assertSame(VerdictDetails.NONE, KeptDetails.of(VerdictDetails.NONE));
    }

    /** An error message quotes what the caller sent; a claim may have any name. */
    @ParameterizedTest
    @MethodSource("org.sipverify.testkit.CredentialRows#all")
    void noCredentialIsKept(String kind, String text) throws Exception {
        var base64 = Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
        var json = StrictJson.newObject();
        var error = json.putArray("errors").addObject().put("code", "TOKEN_EXPIRED");
        for (var one :
                List.of(text, base64, StrictJson.newObject().put("a", text).toString())) {
            error.put("message", one).put("body", one).put(one, "a name");
            json.putArray("claims").add(one);

            var kept = KeptDetails.of(details(json));

            for (var part : List.of(kept.claims(), kept.errors())) {
                assertEquals(Set.of(), CredentialScan.of(part), kind);
                assertEquals(List.of(), CredentialSearch.of(part), kind);
            }
        }
    }

    @ParameterizedTest
    @MethodSource
    void whatIsNamedLikeACredentialIsLeftOut(String name) throws Exception {
        var json = StrictJson.newObject();
        json.putArray("errors").addObject().put("code", "A").put(name, "s3cr3t");

        var kept = KeptDetails.of(details(json));

        assertEquals("[{\"code\":\"A\"}]", kept.errors().toString());
        assertEquals("what is named like a credential in claims or errors", kept.leftOut());
    }

    static Stream<Arguments> whatIsNamedLikeACredentialIsLeftOut() {
        return Stream.of(
                        "Authorization",
                        "x-api-key",
                        "auth_token",
                        "password",
                        " Cookie ",
                        "Geolocation",
                        "client-secret")
                .map(name -> argumentSet(name, name));
    }

    /** The errors say why, so they come first; a text is kept whole or not at all. */
    @Test
    void thereIsRoomFor32KiB() {
        var json = StrictJson.newObject();
        var claims = json.putArray("claims");
        for (int i = 0; i < 100; i++) {
            claims.addObject().put("name", "claim-" + i).putArray("evidence").add("e".repeat(1000));
        }
        json.putArray("errors").addObject().put("code", "TOKEN_EXPIRED").put("message", "m".repeat(10_000));

        var kept = KeptDetails.of(details(json));

        assertEquals(json.path("errors"), kept.errors());
        int size = bytes(kept.errors()).length + bytes(kept.claims()).length;
        assertTrue(size <= 32 * 1024 && size > 31 * 1024, () -> size + " bytes");
        assertEquals("claim-0", kept.claims().at("/0/name").asText());
        assertEquals(1000, kept.claims().at("/0/evidence/0").asText().length());
        assertEquals("what exceeds 32 KiB of claims and errors", kept.leftOut());
    }

    @ParameterizedTest
    @MethodSource
    void whatIsTooMuchIsLeftOut(JsonNode errors) {
        var kept = KeptDetails.of(VerdictDetails.of(StrictJson.newObject(), errors, ""));

        assertTrue(bytes(kept.errors()).length <= 32 * 1024);
        assertFalse(kept.leftOut().isEmpty());
    }

    static Stream<Arguments> whatIsTooMuchIsLeftOut() {
        var deep = StrictJson.newObject();
        ObjectNode inner = deep;
        for (int i = 0; i < 90; i++) {
            inner = inner.putObject("a");
        }
        var wide = StrictJson.newObject();
        var controls = StrictJson.newObject();
        for (int i = 0; i < 50_000; i++) {
            wide.put("name-" + i, i);
        }
        for (int i = 0; i < 40; i++) {
            controls.put("c" + i, "\u0001".repeat(500));
        }
        return Stream.of(
                argumentSet("one text", StrictJson.newObject().put("a", "x".repeat(40_000))),
                argumentSet("many names", wide),
                argumentSet("much to escape", controls),
                argumentSet("a deep tree", deep));
    }

    @Test
    void halfACharacterCanBeWritten() {
        var json = StrictJson.newObject();
        json.putArray("errors").add("a\ud800b");

        assertEquals("[\"a?b\"]", KeptDetails.of(details(json)).errors().toString());
    }

    private static VerdictDetails details(ObjectNode json) {
        return VerdictDetails.of(json.path("claims"), json.path("errors"), "");
    }

    private static byte[] bytes(JsonNode node) {
        return node.isMissingNode() ? "{}".getBytes(UTF_8) : StrictJson.bytes(node);
    }
}

package org.sipverify.vcon.privacy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sipverify.formats.json.StrictJson;
import org.sipverify.vcon.call.SecretKind;

class CredentialScanTest {
    /** Neither this scan nor that of {@code vcon validate} knows a credential that the other does not. */
    @ParameterizedTest
    @MethodSource("org.sipverify.testkit.CredentialRows#all")
    void findsWhatValidationFinds(String kind, String text) throws Exception {
        var base64 = Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
        var inJson = JsonNodeFactory.instance.objectNode().put("a", text).toString();

        for (var one : List.of(
                text, base64, inJson, JsonNodeFactory.instance.textNode(inJson).toString())) {
            var vcon = JsonNodeFactory.instance.objectNode().put("body", one).toString();

            assertNotEquals(Set.of(), CredentialScan.of(StrictJson.parse(vcon.getBytes(UTF_8))), kind);
        }
    }

    /** What was searched before, in another vCon or in another place, hides nothing. */
    @Test
    void findsEachOfManyInTurn() throws Exception {
        var harmless = "{\"X-Note\":\"Authorization\",\"body\":\"" + "QUJD".repeat(30) + "\"}";
        var name = "{\"Authorization\":\"X-Note\"}";
        var inside = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(("x".repeat(60) + "\r\nAuthorization: b").getBytes(UTF_8));
        var withBase64 = "{\"a\":\"%1$s\",\"b\":\"%2$s\",\"c\":\"%2$s.%1$s\"}".formatted("QUJD".repeat(30), inside);
        var scan = new CredentialScan(new HarmlessTexts());

        for (var round = 0; round < 2; round++) {
            assertEquals(Set.of(), scan.kinds(StrictJson.parse(harmless.getBytes(UTF_8))));
            assertEquals(Set.of(SecretKind.AUTHORIZATION), scan.kinds(StrictJson.parse(name.getBytes(UTF_8))));
            assertEquals(Set.of(SecretKind.AUTHORIZATION), scan.kinds(StrictJson.parse(withBase64.getBytes(UTF_8))));
        }
    }

    @ParameterizedTest
    @MethodSource
    void findsWhatWasLeft(String json, Set<SecretKind> found) throws Exception {
        assertEquals(found, CredentialScan.of(StrictJson.parse(json.getBytes(UTF_8))));
    }

    static Stream<Arguments> findsWhatWasLeft() {
        var inside = Base64.getUrlEncoder().withoutPadding().encodeToString("a\r\nAuthorization: b".getBytes(UTF_8));
        return Stream.of(
                argumentSet("nothing", "{\"body\":\"INVITE sip:a@b SIP/2.0\\r\\nFrom: x\\r\\n\"}", Set.of()),
                argumentSet("what is masked", "{\"body\":\"a=ice-pwd:xxxx\\r\\nsip:a:xxx@b\"}", Set.of()),
                argumentSet(
                        "a header line in a text",
                        "{\"body\":\"a\\r\\nauthorization: b\\r\\n\"}",
                        Set.of(SecretKind.AUTHORIZATION)),
                argumentSet(
                        "a header as a name",
                        "{\"headers\":{\"Proxy-Authorization\":\"b\"}}",
                        Set.of(SecretKind.PROXY_AUTHORIZATION)),
                argumentSet("in base64url", "{\"body\":\"" + inside + "\"}", Set.of(SecretKind.AUTHORIZATION)),
                argumentSet(
                        "the name of the kind in a report",
                        "{\"removed\":{\"headers\":[\"Authorization\"]}}",
                        Set.of()));
    }
}

package org.sipverify.vcon.validate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.sipverify.testkit.VconSamples;

class CredentialSearchTest {
    static final List<String> SAMPLES = VconSamples.NAMES;

    @ParameterizedTest
    @FieldSource("SAMPLES")
    void theSamplesHoldNone(String name) {
        assertEquals(List.of(), CredentialSearch.of(VconSamples.bytes(name)));
    }

    @ParameterizedTest
    @MethodSource("org.sipverify.testkit.CredentialRows#all")
    void whatIsACredentialIsFoundHoweverItIsPacked(String kind, String text) {
        var base64 = Base64.getUrlEncoder().withoutPadding();
        var inJson = JsonNodeFactory.instance.objectNode().put("a", text).toString();
        var packed = List.of(
                text,
                inJson,
                base64.encodeToString(text.getBytes(StandardCharsets.UTF_8)),
                Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)),
                base64.encodeToString(inJson.getBytes(StandardCharsets.UTF_8)),
                JsonNodeFactory.instance.textNode(inJson).toString());

        for (var one : packed) {
            var value = JsonNodeFactory.instance.objectNode();
            value.putArray("list").addObject().put("body", one);

            var found = CredentialSearch.of(value);

            assertTrue(!found.isEmpty(), () -> "nothing found in " + one);
            assertTrue(found.get(0).wrong().contains(kind), found::toString);
            assertTrue(found.get(0).pointer().startsWith("/list/0/body"), found::toString);
            assertTrue(!found.get(0).toString().contains("s3cret"), "it must not be told itself");
        }
    }

    @ParameterizedTest
    @MethodSource
    void whatOnlyLooksLikeOneIsLeft(String text) {
        var value = JsonNodeFactory.instance.objectNode().put("body", text);

        assertEquals(List.of(), CredentialSearch.of(value));
    }

    static Stream<Arguments> whatOnlyLooksLikeOneIsLeft() {
        return Stream.of(
                argumentSet("a display name of the caller's choice", "Authorization: Digest x"),
                argumentSet("a name in the middle of a line", "a\r\nReason: no Authorization: header\r\n"),
                argumentSet("an overwritten header line", "v=0\r\nAuthorization: xxxxxx\r\ns=-\r\n"),
                argumentSet("a word", "Visual Basic 6, bearer of news, a digest of it"),
                argumentSet("an overwritten parameter", "<sip:alice@example.com;password=xxxxxx>"),
                argumentSet("a port", "sip:example.com:5060;transport=tcp"),
                argumentSet("a user with a port behind", "sip:alice@example.com:5060"),
                argumentSet("a web address with a port", "see https://web.example:8443/a:b@c"),
                argumentSet("an overwritten key of another method", "v=0\r\na=crypto:1 SUITE xxxxxxxx\r\n"),
                argumentSet(
                        "an overwritten capability",
                        "v=0\r\na=acap:1 crypto:1 AES_CM_128_HMAC_SHA1_32 inline:xxxxxxxx\r\n"),
                argumentSet("two addresses", "<sip:example.com:5060>, <sip:alice@example.com>"),
                argumentSet(
                        "an overwritten SRTP key",
                        "v=0\r\na=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:xxxxxxxx|2^20|1:4\r\n"),
                argumentSet("an overwritten MIKEY key", "v=0\r\na=key-mgmt:mikey xxxxxxxx\r\n"),
                argumentSet("an overwritten key", "v=0\r\nk=clear:xxxxxx\r\n"),
                argumentSet("a prompt for a key", "v=0\r\nk=prompt\r\n"),
                argumentSet("an overwritten ICE password", "v=0\r\na=ice-pwd:xxxxxxxxxxxxxxxxxxxxxx\r\n"));
    }
}

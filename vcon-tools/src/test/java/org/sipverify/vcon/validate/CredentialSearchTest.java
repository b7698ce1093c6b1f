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
    @MethodSource
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

    /** The scan of vcon-export is measured by the same table. */
    static Stream<Arguments> whatIsACredentialIsFoundHoweverItIsPacked() {
        return Stream.of(
                header("Authorization", "Digest username=\"a\", response=\"s3cret\""),
                header("proxy-authorization", "Basic s3cret"),
                header("WWW-Authenticate", "Digest nonce=\"s3cret\""),
                header("Proxy-Authenticate", "Digest nonce=\"s3cret\""),
                header("Authentication-Info", "rspauth=\"s3cret\""),
                header("Proxy-Authentication-Info", "rspauth=\"s3cret\""),
                header("X-VVP-API-Key", "s3cret"),
                argumentSet("in a URI", "password in a SIP URI", "the address is <sip:alice:s3cret@example.com;x=1>"),
                argumentSet(
                        "behind a URI", "header field in a SIP URI", "<sip:alice@example.com?Authorization=s3cret>"),
                argumentSet(
                        "behind a URI, its name encoded",
                        "header field in a SIP URI",
                        "<sip:alice@example.com?X=1&%41uthorization=s3cret>"),
                argumentSet("in a web address", "password in a URI", "see https://alice:s3cret@web.example/"),
                argumentSet(
                        "behind a user that ends in the scheme",
                        "password in a SIP URI",
                        "<sip:alicesip:s3cret@example.com>"),
                argumentSet("of presence", "password in a SIP URI", "<pres:alice:s3cret@example.com>"),
                argumentSet("of instant messages", "password in a SIP URI", "<im:alice:s3cret@example.com>"),
                argumentSet("of XMPP", "password in a SIP URI", "<xmpp:alice:s3cret@example.com>"),
                argumentSet("a bearer token", "bearer token", "X-Foo is Bearer s3cret"),
                argumentSet("basic credentials", "basic credentials", "X-Foo is Basic czNjcmV0OnMzY3JldA=="),
                argumentSet(
                        "digest credentials",
                        "digest credentials",
                        "X-Foo is Digest username=\"a\", response=\"s3cret\""),
                argumentSet("a parameter", "credential in a parameter", "<sip:alice@example.com;password=s3cret>"),
                argumentSet("a query", "credential in a parameter", "https://web.example/?access_token=s3cret&a=1"),
                header("Cookie", "id=s3cret"),
                header("Set-Cookie", "id=s3cret"),
                header("X-Auth-Token", "s3cret"),
                header("P-OSP-Auth-Token", "s3cret"),
                header("X-Authorization", "Token s3cret"),
                sdp(
                        "password in a SIP URI",
                        "a=x:"
                                + Base64.getEncoder()
                                        .encodeToString("sip:alice:s3cret@h".getBytes(StandardCharsets.UTF_8))),
                sdp("a=crypto key", "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline: s3cretWVNfX19zZW1j"),
                sdp("k= key", "K=clear:s3cret"),
                sdp("a=crypto key", "a=crypto:1 SUITE other:s3cretWVNfX19zZW1j"),
                sdp("a=crypto key", "a=acap:1 crypto:1 AES_CM_128_HMAC_SHA1_32 inline:s3cretWVNfX19zZW1jdGwgKCk"),
                sdp(
                        "a=crypto key",
                        "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:s3cretWVNfX19zZW1jdGwgKCkgewkyMjA7fQp9CnVubGVz|2^20|1:4"),
                sdp("a=key-mgmt key", "a=key-mgmt:mikey AQAFgM0XflABAAAAs3cret"),
                sdp("k= key", "k=clear:s3cret"),
                sdp("a=ice-pwd", "a=ice-pwd:s3creth7q2Mz1YqgDpqyA"));
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

    private static Arguments header(String name, String value) {
        return argumentSet(
                name,
                name + " header",
                "INVITE sip:a@b SIP/2.0\r\nVia: SIP/2.0/UDP a\r\n" + name + ": " + value + "\r\n\r\n");
    }

    private static Arguments sdp(String kind, String line) {
        return argumentSet(kind, kind, "v=0\r\ns=-\r\n" + line + "\r\n");
    }
}

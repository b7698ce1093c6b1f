package org.sipverify.vcon.privacy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sipverify.vcon.Messages;
import org.sipverify.vcon.call.RecordedMessage;
import org.sipverify.vcon.call.RecordedMessage.Direction;
import org.sipverify.vcon.call.ScrubbedMessage;
import org.sipverify.vcon.call.SecretKind;
import org.sipverify.vcon.sip.SipText;

class ScrubberTest {
    private static final String SDP = "application/sdp";
    private static final String KEY = "V0VUU0VDUkVUS0VZMTIzNDU2Nzg5MDEyMzQ1Njc4";

    @ParameterizedTest
    @MethodSource
    void noSecretIsLeft(String lines, String body, String secret, SecretKind kind) throws Exception {
        var message = new Messages("call-1").invite(lines, body);
        assertTrue(text(message).contains(secret), "the secret is there to begin with");

        var scrubbed = scrub(message);

        assertFalse(text(bytes(scrubbed)).contains(secret), text(bytes(scrubbed)));
        assertTrue(scrubbed.removed().contains(kind), scrubbed.removed().toString());
        assertEquals(List.of(), SecretText.in(text(bytes(scrubbed))));
        assertEquals(
                body.length(),
                bytes(scrubbed).length - SipText.of(bytes(scrubbed)).bodyStart());
        assertTrue(text(bytes(scrubbed)).contains("Call-ID: call-1\r\n"));
    }

    static Stream<Arguments> noSecretIsLeft() {
        var digest = "Digest username=\"bob\", response=\"5ecr37\"";
        var multipart = "Content-Type: multipart/mixed;boundary=\"b-1\"\n";
        return Stream.of(
                argumentSet("Authorization", "Authorization: " + digest + "\n", "", "5ecr37", SecretKind.AUTHORIZATION),
                argumentSet(
                        "in capitals, with a blank",
                        "AUTHORIZATION : " + digest + "\n",
                        "",
                        "5ecr37",
                        SecretKind.AUTHORIZATION),
                argumentSet(
                        "folded",
                        "Proxy-Authorization: Digest\n username=\"bob\",\n\tresponse=\"5ecr37\"\n",
                        "",
                        "5ecr37",
                        SecretKind.PROXY_AUTHORIZATION),
                argumentSet(
                        "a challenge",
                        "WWW-Authenticate: Digest nonce=\"5ecr37\"\n",
                        "",
                        "5ecr37",
                        SecretKind.WWW_AUTHENTICATE),
                argumentSet(
                        "a proxy's challenge",
                        "Proxy-Authenticate: Digest nonce=\"5ecr37\"\n",
                        "",
                        "5ecr37",
                        SecretKind.PROXY_AUTHENTICATE),
                argumentSet(
                        "Authentication-Info",
                        "Authentication-Info: rspauth=\"5ecr37\"\n",
                        "",
                        "5ecr37",
                        SecretKind.AUTHENTICATION_INFO),
                argumentSet(
                        "Proxy-Authentication-Info",
                        "Proxy-Authentication-Info: rspauth=\"5ecr37\"\n",
                        "",
                        "5ecr37",
                        SecretKind.PROXY_AUTHENTICATION_INFO),
                argumentSet("an API key", "X-VVP-API-Key: 5ecr37\n", "", "5ecr37", SecretKind.API_KEY),
                argumentSet(
                        "where the caller is",
                        "Geolocation: <sips:5ecr37@lis.example>\n",
                        "",
                        "5ecr37",
                        SecretKind.GEOLOCATION),
                argumentSet(
                        "a password in a URI",
                        "Route: <sip:bob:5ecr37@proxy.example;lr>\n",
                        "",
                        "5ecr37",
                        SecretKind.URI_PASSWORD),
                argumentSet(
                        "in a URI behind a parameter of the user",
                        "P-Called: SIPS:bob;x=1:5ecr37@proxy.example\n",
                        "",
                        "5ecr37",
                        SecretKind.URI_PASSWORD),
                argumentSet(
                        "in a web address",
                        "Call-Info: <https://bob:5ecr37@web.example/>\n",
                        "",
                        "5ecr37",
                        SecretKind.URI_PASSWORD),
                argumentSet(
                        "a header in a URI",
                        "Refer-To: <sip:a@b.example?Proxy-Authorization=Digest%205ecr37&X=1>\n",
                        "",
                        "5ecr37",
                        SecretKind.URI_HEADER),
                argumentSet(
                        "a header in a URI, its name encoded",
                        "Refer-To: <sip:a@b.example?%41uthorization=5ecr37>\n",
                        "",
                        "5ecr37",
                        SecretKind.URI_HEADER),
                argumentSet(
                        "in the text of another field",
                        "Subject: Authorization: Basic 5ecr37\n",
                        "",
                        "5ecr37",
                        SecretKind.AUTHORIZATION),
                argumentSet(
                        "a=crypto",
                        type(SDP),
                        sdp("a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:" + KEY + "|2^20|1:4"),
                        KEY,
                        SecretKind.SDP_CRYPTO),
                argumentSet(
                        "a=crypto with two keys",
                        type(SDP),
                        sdp("a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:QUJD|1:4;inline:" + KEY),
                        KEY,
                        SecretKind.SDP_CRYPTO),
                argumentSet(
                        "a=crypto of another method",
                        type(SDP),
                        sdp("a=crypto:1 SUITE other:" + KEY),
                        KEY,
                        SecretKind.SDP_CRYPTO),
                argumentSet(
                        "a capability (RFC 5939)",
                        type(SDP),
                        sdp("a=acap:1 crypto:1 AES_CM_128_HMAC_SHA1_32 inline:" + KEY),
                        KEY,
                        SecretKind.SDP_CRYPTO),
                argumentSet("a=key-mgmt", type(SDP), sdp("a=key-mgmt:mikey " + KEY), KEY, SecretKind.SDP_KEY_MGMT),
                argumentSet("k=", type(SDP), sdp("k=base64:" + KEY), KEY, SecretKind.SDP_KEY),
                argumentSet("a=ice-pwd", type(SDP), sdp("a=ice-pwd:" + KEY), KEY, SecretKind.SDP_ICE_PASSWORD),
                argumentSet("Cookie", "Cookie: a=5ecr37\n", "", "5ecr37", SecretKind.COOKIE),
                argumentSet("X-Auth-Token", "X-Auth-Token: 5ecr37\n", "", "5ecr37", SecretKind.AUTH_TOKEN),
                argumentSet(
                        "X-Authorization", "X-Authorization: 5ecr37\n", "", "5ecr37", SecretKind.OTHER_AUTHORIZATION),
                argumentSet("a password field", "X-Password: 5ecr37\n", "", "5ecr37", SecretKind.PASSWORD),
                argumentSet("a bearer token", "X-Foo: Bearer 5ecr37\n", "", "5ecr37", SecretKind.AUTH_SCHEME),
                argumentSet("a parameter", "X-Foo: <sip:a@h;pwd=5ecr37>\n", "", "5ecr37", SecretKind.PARAMETER),
                argumentSet(
                        "a boundary",
                        "Content-Type: multipart/mixed;boundary=\"sip:a:5ecr37@h\"\n",
                        "--sip:a:5ecr37@h\r\nContent-Type: application/sdp\r\n\r\nv=0\r\n--sip:a:5ecr37@h--\r\n",
                        "5ecr37",
                        SecretKind.URI_PASSWORD),
                argumentSet("SDP that does not say so", "", sdp("k=clear:" + KEY), KEY, SecretKind.SDP_KEY),
                argumentSet(
                        "SDP in a multipart",
                        multipart,
                        part(type(SDP), sdp("k=clear:" + KEY)),
                        KEY,
                        SecretKind.SDP_KEY),
                argumentSet(
                        "a multipart in a multipart",
                        multipart,
                        part(
                                "Content-Type: multipart/mixed;boundary=in\n",
                                "--in\r\nContent-Type: application/sdp\r\n\r\n" + sdp("k=clear:" + KEY) + "\r\n--in--"),
                        KEY,
                        SecretKind.SDP_KEY),
                argumentSet(
                        "a part of an unknown type",
                        multipart,
                        part("Content-Type: application/x\n", KEY),
                        KEY,
                        SecretKind.UNKNOWN_BODY),
                argumentSet(
                        "before the first part",
                        multipart,
                        KEY + "\r\n" + part(type(SDP), "v=0"),
                        KEY,
                        SecretKind.UNKNOWN_BODY),
                argumentSet(
                        "a multipart without boundary",
                        "Content-Type: multipart/mixed\n",
                        part("", KEY),
                        KEY,
                        SecretKind.UNKNOWN_BODY),
                argumentSet(
                        "a part in base64",
                        multipart,
                        part(
                                "Content-Type: application/sdp\nContent-Transfer-Encoding: base64\n",
                                Base64.getEncoder()
                                        .encodeToString(sdp("k=clear:" + KEY).getBytes(UTF_8))),
                        Base64.getEncoder()
                                .encodeToString(sdp("k=clear:" + KEY).getBytes(UTF_8))
                                .substring(8, 40),
                        SecretKind.ENCODED_BODY),
                argumentSet(
                        "a header of a part",
                        multipart,
                        part("Content-Type: application/sdp\nAuthorization: " + KEY + "\n", "v=0\r\n"),
                        KEY,
                        SecretKind.AUTHORIZATION),
                argumentSet(
                        "a message in the message",
                        "Content-Type: message/sipfrag\n",
                        "INVITE sip:a@b.example SIP/2.0\r\nAuthorization: " + KEY + "\r\n\r\n",
                        KEY,
                        SecretKind.AUTHORIZATION),
                argumentSet(
                        "a compressed body",
                        type(SDP) + "Content-Encoding: gzip\n",
                        "v=0 " + KEY,
                        KEY,
                        SecretKind.ENCODED_BODY),
                argumentSet(
                        "a location",
                        "Content-Type: application/pidf+xml\n",
                        "<gml:pos>" + KEY + "</gml:pos>",
                        KEY,
                        SecretKind.UNKNOWN_BODY));
    }

    /** Passports are evidence, not credentials. */
    @Test
    void whatIsNoSecretStaysAsItIs() throws Exception {
        var lines = "Identity: " + Messages.PASSPORT + ";info=<https://witness.example/oobi>\nX-VVP-Status: VALID\n"
                + "P-VVP-Passport: " + Messages.PASSPORT + "\nRoute: <sip:proxy.example:5060;lr>\n" + type(SDP);
        var message = new Messages("call-1").invite(lines, sdp("a=fingerprint:sha-256 12:34\r\nk=prompt\r\n"));

        var scrubbed = scrub(message);

        assertEquals(Set.of(), scrubbed.removed());
        assertArrayEquals(message, bytes(scrubbed));
    }

    @Test
    void theMessageOfTheServerIsNotWrittenTo() {
        var message = new Messages("call-1").invite("Authorization: 5ecr37\n" + type(SDP), sdp("k=clear:5ecr37"));
        var before = message.clone();

        var scrubbed = scrub(message);

        assertTrue(bytes(scrubbed).length < message.length);
        assertArrayEquals(before, message);
    }

    private static ScrubbedMessage scrub(byte[] message) {
        return Scrubber.scrub(new RecordedMessage(Direction.RECEIVED, Messages.START, message));
    }

    private static byte[] bytes(ScrubbedMessage captured) {
        return captured.message().bytes();
    }

    private static String text(byte[] octets) {
        return new String(octets, ISO_8859_1);
    }

    private static String type(String type) {
        return "Content-Type: " + type + "\n";
    }

    private static String sdp(String lines) {
        return "v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\ns=-\r\n" + lines + "\r\nm=audio 1 RTP/SAVP 0\r\n";
    }

    private static String part(String lines, String body) {
        return "--b-1\r\n" + lines.replace("\n", "\r\n") + "\r\n" + body + "\r\n--b-1--\r\n";
    }
}

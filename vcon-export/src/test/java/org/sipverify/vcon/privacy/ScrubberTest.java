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
import org.sipverify.vcon.call.Captured;
import org.sipverify.vcon.call.Secret;
import org.sipverify.vcon.call.WireMessage;
import org.sipverify.vcon.call.WireMessage.Direction;
import org.sipverify.vcon.sip.SipText;

class ScrubberTest {
    private static final String SDP = "application/sdp";
    private static final String KEY = "V0VUU0VDUkVUS0VZMTIzNDU2Nzg5MDEyMzQ1Njc4";

    @ParameterizedTest
    @MethodSource
    void noSecretIsLeft(String lines, String body, String secret, Secret kind) throws Exception {
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
        var digest = "Digest username=\"bob\", response=\"5ec2e7\"";
        var multipart = "Content-Type: multipart/mixed;boundary=\"b-1\"\n";
        return Stream.of(
                argumentSet("Authorization", "Authorization: " + digest + "\n", "", "5ec2e7", Secret.AUTHORIZATION),
                argumentSet(
                        "in capitals, with a blank",
                        "AUTHORIZATION : " + digest + "\n",
                        "",
                        "5ec2e7",
                        Secret.AUTHORIZATION),
                argumentSet(
                        "folded",
                        "Proxy-Authorization: Digest\n username=\"bob\",\n\tresponse=\"5ec2e7\"\n",
                        "",
                        "5ec2e7",
                        Secret.PROXY_AUTHORIZATION),
                argumentSet(
                        "a challenge",
                        "WWW-Authenticate: Digest nonce=\"5ec2e7\"\n",
                        "",
                        "5ec2e7",
                        Secret.WWW_AUTHENTICATE),
                argumentSet(
                        "a proxy's challenge",
                        "Proxy-Authenticate: Digest nonce=\"5ec2e7\"\n",
                        "",
                        "5ec2e7",
                        Secret.PROXY_AUTHENTICATE),
                argumentSet(
                        "Authentication-Info",
                        "Authentication-Info: rspauth=\"5ec2e7\"\n",
                        "",
                        "5ec2e7",
                        Secret.AUTHENTICATION_INFO),
                argumentSet(
                        "Proxy-Authentication-Info",
                        "Proxy-Authentication-Info: rspauth=\"5ec2e7\"\n",
                        "",
                        "5ec2e7",
                        Secret.PROXY_AUTHENTICATION_INFO),
                argumentSet("an API key", "X-VVP-API-Key: 5ec2e7\n", "", "5ec2e7", Secret.API_KEY),
                argumentSet(
                        "where the caller is",
                        "Geolocation: <sips:5ec2e7@lis.example>\n",
                        "",
                        "5ec2e7",
                        Secret.GEOLOCATION),
                argumentSet(
                        "a password in a URI",
                        "Route: <sip:bob:5ec2e7@proxy.example;lr>\n",
                        "",
                        "5ec2e7",
                        Secret.URI_PASSWORD),
                argumentSet(
                        "in a URI behind a parameter of the user",
                        "P-Called: SIPS:bob;x=1:5ec2e7@proxy.example\n",
                        "",
                        "5ec2e7",
                        Secret.URI_PASSWORD),
                argumentSet(
                        "in a web address",
                        "Call-Info: <https://bob:5ec2e7@web.example/>\n",
                        "",
                        "5ec2e7",
                        Secret.URI_PASSWORD),
                argumentSet(
                        "a header in a URI",
                        "Refer-To: <sip:a@b.example?Proxy-Authorization=Digest%205ec2e7&X=1>\n",
                        "",
                        "5ec2e7",
                        Secret.URI_HEADER),
                argumentSet(
                        "a header in a URI, its name encoded",
                        "Refer-To: <sip:a@b.example?%41uthorization=5ec2e7>\n",
                        "",
                        "5ec2e7",
                        Secret.URI_HEADER),
                argumentSet(
                        "in the text of another field",
                        "Subject: Authorization: Basic 5ec2e7\n",
                        "",
                        "5ec2e7",
                        Secret.AUTHORIZATION),
                argumentSet(
                        "a=crypto",
                        type(SDP),
                        sdp("a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:" + KEY + "|2^20|1:4"),
                        KEY,
                        Secret.SDP_CRYPTO),
                argumentSet(
                        "a=crypto with two keys",
                        type(SDP),
                        sdp("a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:QUJD|1:4;inline:" + KEY),
                        KEY,
                        Secret.SDP_CRYPTO),
                argumentSet(
                        "a=crypto of another method",
                        type(SDP),
                        sdp("a=crypto:1 SUITE other:" + KEY),
                        KEY,
                        Secret.SDP_CRYPTO),
                argumentSet(
                        "a capability (RFC 5939)",
                        type(SDP),
                        sdp("a=acap:1 crypto:1 AES_CM_128_HMAC_SHA1_32 inline:" + KEY),
                        KEY,
                        Secret.SDP_CRYPTO),
                argumentSet("a=key-mgmt", type(SDP), sdp("a=key-mgmt:mikey " + KEY), KEY, Secret.SDP_KEY_MGMT),
                argumentSet("k=", type(SDP), sdp("k=base64:" + KEY), KEY, Secret.SDP_KEY),
                argumentSet("a=ice-pwd", type(SDP), sdp("a=ice-pwd:" + KEY), KEY, Secret.SDP_ICE_PASSWORD),
                argumentSet("Cookie", "Cookie: a=5ec2e7\n", "", "5ec2e7", Secret.COOKIE),
                argumentSet("X-Auth-Token", "X-Auth-Token: 5ec2e7\n", "", "5ec2e7", Secret.AUTH_TOKEN),
                argumentSet("X-Authorization", "X-Authorization: 5ec2e7\n", "", "5ec2e7", Secret.OTHER_AUTHORIZATION),
                argumentSet("a password field", "X-Password: 5ec2e7\n", "", "5ec2e7", Secret.PASSWORD),
                argumentSet("a bearer token", "X-Foo: Bearer 5ec2e7\n", "", "5ec2e7", Secret.AUTH_SCHEME),
                argumentSet("a parameter", "X-Foo: <sip:a@h;pwd=5ec2e7>\n", "", "5ec2e7", Secret.PARAMETER),
                argumentSet(
                        "a boundary",
                        "Content-Type: multipart/mixed;boundary=\"sip:a:5ec2e7@h\"\n",
                        "--sip:a:5ec2e7@h\r\nContent-Type: application/sdp\r\n\r\nv=0\r\n--sip:a:5ec2e7@h--\r\n",
                        "5ec2e7",
                        Secret.URI_PASSWORD),
                argumentSet("SDP that does not say so", "", sdp("k=clear:" + KEY), KEY, Secret.SDP_KEY),
                argumentSet(
                        "SDP in a multipart", multipart, part(type(SDP), sdp("k=clear:" + KEY)), KEY, Secret.SDP_KEY),
                argumentSet(
                        "a multipart in a multipart",
                        multipart,
                        part(
                                "Content-Type: multipart/mixed;boundary=in\n",
                                "--in\r\nContent-Type: application/sdp\r\n\r\n" + sdp("k=clear:" + KEY) + "\r\n--in--"),
                        KEY,
                        Secret.SDP_KEY),
                argumentSet(
                        "a part of an unknown type",
                        multipart,
                        part("Content-Type: application/x\n", KEY),
                        KEY,
                        Secret.UNKNOWN_BODY),
                argumentSet(
                        "before the first part",
                        multipart,
                        KEY + "\r\n" + part(type(SDP), "v=0"),
                        KEY,
                        Secret.UNKNOWN_BODY),
                argumentSet(
                        "a multipart without boundary",
                        "Content-Type: multipart/mixed\n",
                        part("", KEY),
                        KEY,
                        Secret.UNKNOWN_BODY),
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
                        Secret.ENCODED_BODY),
                argumentSet(
                        "a header of a part",
                        multipart,
                        part("Content-Type: application/sdp\nAuthorization: " + KEY + "\n", "v=0\r\n"),
                        KEY,
                        Secret.AUTHORIZATION),
                argumentSet(
                        "a message in the message",
                        "Content-Type: message/sipfrag\n",
                        "INVITE sip:a@b.example SIP/2.0\r\nAuthorization: " + KEY + "\r\n\r\n",
                        KEY,
                        Secret.AUTHORIZATION),
                argumentSet(
                        "a compressed body",
                        type(SDP) + "Content-Encoding: gzip\n",
                        "v=0 " + KEY,
                        KEY,
                        Secret.ENCODED_BODY),
                argumentSet(
                        "a location",
                        "Content-Type: application/pidf+xml\n",
                        "<gml:pos>" + KEY + "</gml:pos>",
                        KEY,
                        Secret.UNKNOWN_BODY));
    }

    @ParameterizedTest
    @MethodSource
    void whateverStandsBetweenColonAndAtSignIsHidden(String uri, String left) {
        assertEquals(left, Masked.text(uri));
        assertEquals(List.of(), SecretText.in(left));
    }

    static Stream<Arguments> whateverStandsBetweenColonAndAtSignIsHidden() {
        var long600 = "a".repeat(600);
        return Stream.of(
                uri("a user that ends in sip", "sip:alicesip:5ec2e7@h", "sip:alicesip:xxxxxx@h"),
                uri("a user that is the scheme", "sip:sip:5ec2e7@h", "sip:sip:xxxxxx@h"),
                uri("a user that ends in SIP", "<sip:j.SIP:5ec2e7@big.com>", "<sip:j.SIP:xxxxxx@big.com>"),
                uri("a user that ends in sips", "sip:asips:5ec2e7@h", "sip:asips:xxxxxx@h"),
                uri("slashes before the password", "sip:alice://5ec2e7@h", "sip:alice:xxxxxxxx@h"),
                uri("long before the at sign", "sip:alice:5ec2e7" + long600 + "@h", "sip:alice:" + x(606) + "@h"),
                uri("long behind the colon", "sip:alice:" + long600 + "5ec2e7@h", "sip:alice:" + x(606) + "@h"),
                uri("a long user", "sip:" + long600 + ":5ec2e7@h", "sip:" + long600 + ":xxxxxx@h"),
                uri("no user", "sip::5ec2e7@h", "sip::xxxxxx@h"),
                uri("all a user may have", "sip:a;/?&=+$,b:5ec2e7@h", "sip:a;/?&=+$,b:xxxxxx@h"),
                uri("encoded in part", "sip:a%20b:5e%63@h", "sip:a%20b:xxxxx@h"),
                uri("several at signs", "sip:a:5e@c2@e7@h;x=1", "sip:a:xxxxxxxx@h;x=1"),
                uri("an at sign in the user", "sip:a@b:5ec2e7@h", "sip:a@b:xxxxxx@h"),
                uri("brackets and blanks", "< sip: a:5ec 2e7@h >", "< sip: a:xxxxxxx@h >"),
                uri("a display name", "\"sip:a:5ec2e7@h\" <sip:b@h>", "\"sip:a:xxxxxx@h\" <sip:b@h>"),
                uri("several", "<sip:a:5e@h>,<sip:b:c2@h>", "<sip:a:xx@h>,<sip:b:xx@h>"),
                uri("in a parameter", "<sip:a@h;x=sips:b:5ec2e7@h>", "<sip:a@h;x=sips:b:xxxxxx@h>"),
                uri("in a header", "<sip:a@h?To=sip:b:5ec2e7%40h>", "<sip:a@h?To=sip:b:xxxxxx%40h>"),
                uri("encoded in a header", "sip:a@h?To=%3csip%3Ab%3a5e%40h", "sip:a@h?To=%3csip%3Ab%3axx%40h"),
                uri("encoded twice", "sip:a@h?To=sip%253Ab%253A5e%2540h", "sip:a@h?To=sip%253Ab%253Axx%2540h"),
                uri("pres", "pres:a:5ec2e7@h", "pres:a:xxxxxx@h"),
                uri("im", "<IM:a:5ec2e7@h>", "<IM:a:xxxxxx@h>"),
                uri("xmpp", "xmpp:a:5ec2e7@h/r", "xmpp:a:xxxxxx@h/r"),
                uri("ws", "ws://a:5ec2e7@h:80/", "ws://a:xxxxxx@h:80/"),
                uri("a slash in the password", "https://a:5e/c2@h/", "https://a:xxxxx@h/"),
                uri("no scheme", "<//a:5ec2e7@h/>", "<//a:xxxxxx@h/>"),
                uri("a parameter of the user", "sip:a;password=5ec2e7@h", "sip:a;password=xxxxxx@h"),
                uri("JSON", "{\"a\":\"si\\u0070:a:5ec2e7@h\"}", "{\"a\":\"si\\u0070:a:xxxxxx@h\"}"),
                uri("a port", "sip:h:5060;transport=tcp", "sip:h:5060;transport=tcp"),
                uri("a port and a path", "https://h:8443/a:b@c", "https://h:8443/a:b@c"),
                uri("an IPv6 address", "http://[2001:db8::1]:80/a@b", "http://[2001:db8::1]:80/a@b"),
                uri("two addresses", "<sip:h:5060>, <sip:a@h>", "<sip:h:5060>, <sip:a@h>"),
                uri("a Call-ID", "Call-ID: a:b@c", "Call-ID: a:b@c"));
    }

    @ParameterizedTest
    @MethodSource
    void credentialsOfOtherKindsAreHidden(String text, String left) {
        assertEquals(left, Masked.text(text));
        assertEquals(List.of(), SecretText.in(left));
    }

    static Stream<Arguments> credentialsOfOtherKindsAreHidden() {
        var base64 = Base64.getEncoder().encodeToString("sip:a:5ec2e7@host".getBytes(UTF_8));
        var base64Url =
                Base64.getUrlEncoder().withoutPadding().encodeToString("??>\r\nX-Token: 5ec2e7".getBytes(UTF_8));
        return Stream.of(
                uri("Cookie", "x: Cookie: a=5ec2e7", "x: Cookie:xxxxxxxxx"),
                uri("Set-Cookie", "set-cookie:5e", "set-cookie:xx"),
                uri("X-Auth-Token", "X-Auth-Token: 5e", "X-Auth-Token:xxx"),
                uri("X-Authorization", "X-Authorization: 5e", "X-Authorization:xxx"),
                uri("P-OSP-Auth-Token", "P-OSP-Auth-Token: 5e", "P-OSP-Auth-Token:xxx"),
                uri("Bearer", "a Bearer 5ec2e7, b", "a Bearer xxxxxx, b"),
                uri("Bearer in a fold", "a bearer\r\n 5ec2e7", "a bearer\r\n xxxxxx"),
                uri("Basic", "\"Basic 5ec2e7\"", "\"Basic xxxxxx\""),
                uri("Digest", "a Digest a=b,\r\n c=5e\r\nd", "a Digest xxxx\r\nxxxxx\r\nd"),
                uri("password", "<sip:a@h;password=5e;x=1>", "<sip:a@h;password=xx;x=1>"),
                uri("passwd, quoted", ";passwd = \"5e c\";x=1", ";passwd = \"xxxx\";x=1"),
                uri("pwd", "<sip:a@h>;pwd=5e", "<sip:a@h>;pwd=xx"),
                uri("access_token", "http://h/?a=b&access_token=5e,c&d", "http://h/?a=b&access_token=xxxx&d"),
                uri("an encoded name", "http://h/?%74oken=5e&d", "http://h/?%74oken=xx&d"),
                uri("api_key", "?api_key=5e&d", "?api_key=xx&d"),
                uri("base64", "a=x:" + base64 + " c", "a=x:" + x(23) + "= c"),
                uri("base64url", "a=x:" + base64Url, "a=x:" + x(base64Url.length())),
                uri("glued base64", "a=x:ab/" + base64, "a=x:" + x(26) + "="),
                uri("a blank key", "a=crypto:1 AES inline: 5e", "a=crypto:1 AES inline: xx"),
                uri("two methods", "a=crypto:1 AES x-key:5e KDR=inline:x", "a=crypto:1 AES xxxxxxxx KDR=inline:x"),
                uri(
                        "FEC_KEY",
                        "a=crypto:1 AES inline:a FEC_KEY=inline:5e",
                        "a=crypto:1 AES inline:x xxxxxxxxxxxxxxxxx"),
                uri("K=", "v=0\r\nK=clear:5e", "v=0\r\nK=clear:xx"),
                uri("a host", "Via: SIP/2.0/UDP token:5060;branch=1", "Via: SIP/2.0/UDP token:5060;branch=1"));
    }

    private static Arguments uri(String name, String text, String left) {
        return argumentSet(name, text, left);
    }

    private static String x(int times) {
        return "x".repeat(times);
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
        var message = new Messages("call-1").invite("Authorization: 5ec2e7\n" + type(SDP), sdp("k=clear:5ec2e7"));
        var before = message.clone();

        var scrubbed = scrub(message);

        assertTrue(bytes(scrubbed).length < message.length);
        assertArrayEquals(before, message);
    }

    @ParameterizedTest
    @MethodSource
    void theLastLookFindsWhatWasLeft(String json, Set<Secret> found) throws Exception {
        assertEquals(found, CredentialScan.of(json.getBytes(UTF_8)));
    }

    static Stream<Arguments> theLastLookFindsWhatWasLeft() {
        var inside = Base64.getUrlEncoder().withoutPadding().encodeToString("a\r\nAuthorization: b".getBytes(UTF_8));
        return Stream.of(
                argumentSet("nothing", "{\"body\":\"INVITE sip:a@b SIP/2.0\\r\\nFrom: x\\r\\n\"}", Set.of()),
                argumentSet("what is masked", "{\"body\":\"a=ice-pwd:xxxx\\r\\nsip:a:xxx@b\"}", Set.of()),
                argumentSet(
                        "a header line in a text",
                        "{\"body\":\"a\\r\\nauthorization: b\\r\\n\"}",
                        Set.of(Secret.AUTHORIZATION)),
                argumentSet(
                        "a header as a name",
                        "{\"headers\":{\"Proxy-Authorization\":\"b\"}}",
                        Set.of(Secret.PROXY_AUTHORIZATION)),
                argumentSet("in base64url", "{\"body\":\"" + inside + "\"}", Set.of(Secret.AUTHORIZATION)),
                argumentSet(
                        "the name of the kind in a report",
                        "{\"removed\":{\"headers\":[\"Authorization\"]}}",
                        Set.of()));
    }

    private static Captured scrub(byte[] message) {
        return Scrubber.scrub(new WireMessage(Direction.RECEIVED, Messages.START, message));
    }

    private static byte[] bytes(Captured captured) {
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

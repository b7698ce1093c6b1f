package org.sipverify.vcon.privacy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MaskedTest {
    @ParameterizedTest
    @MethodSource
    void whateverStandsBetweenColonAndAtSignIsHidden(String uri, String left) {
        assertEquals(left, Masked.text(uri));
        assertEquals(List.of(), SecretText.in(left));
    }

    static Stream<Arguments> whateverStandsBetweenColonAndAtSignIsHidden() {
        var long600 = "a".repeat(600);
        return Stream.of(
                uri("a user that ends in sip", "sip:alicesip:5ecr37@h", "sip:alicesip:xxxxxx@h"),
                uri("a user that is the scheme", "sip:sip:5ecr37@h", "sip:sip:xxxxxx@h"),
                uri("a user that ends in SIP", "<sip:j.SIP:5ecr37@big.com>", "<sip:j.SIP:xxxxxx@big.com>"),
                uri("a user that ends in sips", "sip:asips:5ecr37@h", "sip:asips:xxxxxx@h"),
                uri("slashes before the password", "sip:alice://5ecr37@h", "sip:alice:xxxxxxxx@h"),
                uri("long before the at sign", "sip:alice:5ecr37" + long600 + "@h", "sip:alice:" + x(606) + "@h"),
                uri("long behind the colon", "sip:alice:" + long600 + "5ecr37@h", "sip:alice:" + x(606) + "@h"),
                uri("a long user", "sip:" + long600 + ":5ecr37@h", "sip:" + long600 + ":xxxxxx@h"),
                uri("no user", "sip::5ecr37@h", "sip::xxxxxx@h"),
                uri("all a user may have", "sip:a;/?&=+$,b:5ecr37@h", "sip:a;/?&=+$,b:xxxxxx@h"),
                uri("encoded in part", "sip:a%20b:5e%63@h", "sip:a%20b:xxxxx@h"),
                uri("several at signs", "sip:a:5e@c2@e7@h;x=1", "sip:a:xxxxxxxx@h;x=1"),
                uri("an at sign in the user", "sip:a@b:5ecr37@h", "sip:a@b:xxxxxx@h"),
                uri("brackets and blanks", "< sip: a:5ec 2e7@h >", "< sip: a:xxxxxxx@h >"),
                uri("a display name", "\"sip:a:5ecr37@h\" <sip:b@h>", "\"sip:a:xxxxxx@h\" <sip:b@h>"),
                uri("several", "<sip:a:5e@h>,<sip:b:c2@h>", "<sip:a:xx@h>,<sip:b:xx@h>"),
                uri("in a parameter", "<sip:a@h;x=sips:b:5ecr37@h>", "<sip:a@h;x=sips:b:xxxxxx@h>"),
                uri("in a header", "<sip:a@h?To=sip:b:5ecr37%40h>", "<sip:a@h?To=sip:b:xxxxxx%40h>"),
                uri("encoded in a header", "sip:a@h?To=%3csip%3Ab%3a5e%40h", "sip:a@h?To=%3csip%3Ab%3axx%40h"),
                uri("encoded twice", "sip:a@h?To=sip%253Ab%253A5e%2540h", "sip:a@h?To=sip%253Ab%253Axx%2540h"),
                uri("pres", "pres:a:5ecr37@h", "pres:a:xxxxxx@h"),
                uri("im", "<IM:a:5ecr37@h>", "<IM:a:xxxxxx@h>"),
                uri("xmpp", "xmpp:a:5ecr37@h/r", "xmpp:a:xxxxxx@h/r"),
                uri("ws", "ws://a:5ecr37@h:80/", "ws://a:xxxxxx@h:80/"),
                uri("a slash in the password", "https://a:5e/c2@h/", "https://a:xxxxx@h/"),
                uri("no scheme", "<//a:5ecr37@h/>", "<//a:xxxxxx@h/>"),
                uri("a parameter of the user", "sip:a;password=5ecr37@h", "sip:a;password=xxxxxx@h"),
                uri("JSON", "{\"a\":\"si\\u0070:a:5ecr37@h\"}", "{\"a\":\"si\\u0070:a:xxxxxx@h\"}"),
                uri("a port", "sip:h:5060;transport=tcp", "sip:h:5060;transport=tcp"),
                uri(
                        "one URI behind the other",
                        "http://a:5e@http://b:5e@http://c:5e@h",
                        "http://a:xx@http://b:xx@http://c:xx@h"),
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
        var base64 = Base64.getEncoder().encodeToString("sip:a:5ecr37@host".getBytes(UTF_8));
        var base64Url =
                Base64.getUrlEncoder().withoutPadding().encodeToString("??>\r\nX-Token: 5ecr37".getBytes(UTF_8));
        return Stream.of(
                uri("Cookie", "x: Cookie: a=5ecr37", "x: Cookie:xxxxxxxxx"),
                uri("Set-Cookie", "set-cookie:5e", "set-cookie:xx"),
                uri("X-Auth-Token", "X-Auth-Token: 5e", "X-Auth-Token:xxx"),
                uri("X-Authorization", "X-Authorization: 5e", "X-Authorization:xxx"),
                uri("P-OSP-Auth-Token", "P-OSP-Auth-Token: 5e", "P-OSP-Auth-Token:xxx"),
                uri("Bearer", "a Bearer 5ecr37, b", "a Bearer xxxxxx, b"),
                uri("Bearer in a fold", "a bearer\r\n 5ecr37", "a bearer\r\n xxxxxx"),
                uri("Basic", "\"Basic 5ecr37\"", "\"Basic xxxxxx\""),
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
}

package org.sipverify.testkit;

import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** Credentials as SIP messages have them: rows of the kind and a text that has one. */
public final class CredentialRows {
    private CredentialRows() {}

    /** What the scan of vcon-export and that of {@code vcon validate} must both find. */
    public static Stream<Arguments> all() {
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

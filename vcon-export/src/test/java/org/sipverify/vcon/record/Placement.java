package org.sipverify.vcon.record;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.List;
import java.util.Random;

/** Puts a secret into one of the places of an INVITE where RFC 3261, 3986, 4566, 4568 and their like allow one. */
final class Placement {
    static final String SECRET = "s3cretM4rk3rZ9k";

    private static final List<String> SIP = List.of("sip:", "sips:", "SIP:", "pres:", "im:", "xmpp:");
    private static final List<String> WEB =
            List.of("http://", "https://", "HTTPS://", "ws://", "wss://", "ftp://", "turn://", "//");
    private static final List<String> USERS = List.of(
            "alice",
            "+15551234567",
            "alicesip",
            "sip",
            "j.SIP",
            "asips",
            "a;b=c",
            "a/b?c",
            "a&b=+$,c",
            "a%40b",
            "",
            "-_.!~*'()");
    private static final List<String> AROUND =
            List.of("", "a", "1", "%20", "&=+$,", "-_.!~*'()", "a".repeat(600), "//", "a:", ";b");
    private static final List<String> HOSTS = List.of("h", "h.example:5060", "192.0.2.9", "[2001:db8::1]:5061");
    private static final List<String> FIELDS = List.of(
            "P-Asserted-Identity",
            "Route",
            "Record-Route",
            "Path",
            "Refer-To",
            "r",
            "Referred-By",
            "b",
            "Diversion",
            "History-Info",
            "Call-Info",
            "Alert-Info",
            "Error-Info",
            "Reply-To",
            "P-Called-Party-ID",
            "Service-Route",
            "Subject",
            "s",
            "X-VVP-Foo",
            "X-Unknown",
            "Reason",
            "Via",
            "v",
            "Date",
            "Warning",
            "User-Agent",
            "Content-Disposition");
    private static final List<String> CREDENTIAL_FIELDS = List.of(
            "Authorization",
            "Proxy-Authorization",
            "WWW-Authenticate",
            "Proxy-Authenticate",
            "Authentication-Info",
            "Proxy-Authentication-Info",
            "X-VVP-API-Key",
            "Cookie",
            "Set-Cookie",
            "X-Auth-Token",
            "X-Authorization",
            "P-OSP-Auth-Token",
            "X-Token",
            "X-Password");
    private static final List<String> PARAMETERS = List.of(
            "password", "passwd", "pwd", "Password", "token", "access_token", "api_key", "secret", "auth-token");

    private final Random random;

    /** Header lines with LF, a body, and what the Request-URI, the From, the To and the Contact hold if it is not the usual. */
    record Placed(String kind, String lines, String body, String requestUri, String contact) {}

    Placement(long seed) {
        random = new Random(seed);
    }

    Placed next() {
        return switch (random.nextInt(9)) {
            case 0 -> new Placed("Request-URI", "", "", uri(), "");
            case 1 -> new Placed("Contact", "", "", "", address());
            case 2, 3 -> lines("header", line());
            case 4 -> body("SDP", "application/sdp", sdp());
            case 5 -> body("multipart", "multipart/mixed;boundary=b1", multipart(2));
            case 6 -> body("fragment", "message/sipfrag", "INVITE sip:a@h SIP/2.0\n" + line() + "\n");
            case 7 -> body("another type", one(List.of("text/plain", "application/pidf+xml", "")), text());
            default ->
                body(
                        "base64",
                        "application/sdp",
                        sdp("a=" + one(List.of("x:", "fmtp:1 c=", "y ", "k-y:a/")) + base64()));
        };
    }

    private static Placed lines(String kind, String lines) {
        return new Placed(kind, lines, "", "", "");
    }

    private static Placed body(String kind, String type, String body) {
        var line = type.isEmpty() ? "" : "Content-Type: " + type + "\n";
        return new Placed(kind, line, body.replace("\n", "\r\n"), "", "");
    }

    private String line() {
        var blank = one(List.of(": ", ":", " : ", ":\n ", "\t:\t"));
        return switch (random.nextInt(3)) {
            case 0 -> cased(one(CREDENTIAL_FIELDS)) + blank + credentials() + "\n";
            case 1 -> cased(one(FIELDS)) + blank + text() + "\n";
            default -> cased(one(FIELDS)) + blank + address() + one(List.of("", ";a=b", ", <sip:c@d>")) + "\n";
        };
    }

    private String credentials() {
        return switch (random.nextInt(4)) {
            case 0 -> "Digest username=\"a\",\n response=\"" + SECRET + "\"";
            case 1 -> "Bearer " + SECRET;
            case 2 -> "a=b; c=" + SECRET;
            default -> SECRET;
        };
    }

    private String address() {
        return switch (random.nextInt(4)) {
            case 0 -> "\"A \\\"b\\\" c\" <" + uri() + ">";
            case 1 -> "<" + uri() + ">;a=b";
            case 2 -> "<sip:a@h?" + header() + ">";
            default -> uri();
        };
    }

    private String uri() {
        return switch (random.nextInt(5)) {
            case 0 ->
                one(WEB) + one(List.of("alice", "", "a%20b")) + ":" + one(List.of("", "a", "%20")) + SECRET + "@h/a";
            case 1 -> "sip:alice@h;" + one(PARAMETERS) + "=" + SECRET + one(List.of("", ";lr"));
            case 2 -> "sip:alice;" + one(PARAMETERS) + "=" + SECRET + "@h";
            case 3 -> "https://h/p?a=b&" + one(PARAMETERS) + "=" + SECRET + one(List.of("", "&c=d", "#e"));
            default ->
                one(SIP) + one(USERS) + ":" + one(AROUND) + SECRET + one(AROUND) + "@" + one(HOSTS)
                        + one(List.of("", ";transport=tcp"));
        };
    }

    private String header() {
        return switch (random.nextInt(4)) {
            case 0 -> one(CREDENTIAL_FIELDS) + "=Digest%20response%3D%22" + SECRET + "%22";
            case 1 -> "Subject=a&%41uthorization=" + SECRET;
            case 2 -> "Refer-To=%3Csip%3Aa%3A" + SECRET + "%40h%3E&x=y";
            default -> "Replaces=1%402%3Bto-tag%3D3&Route=%3Csip:a:" + SECRET + "%40h%3E";
        };
    }

    private String text() {
        return switch (random.nextInt(5)) {
            case 0 -> "a " + one(List.of("Bearer ", "bearer\t", "Basic ", "BEARER  ")) + SECRET + ", b";
            case 1 ->
                "a;" + one(PARAMETERS) + one(List.of("=", " = ")) + one(List.of(SECRET, "\"" + SECRET + " a\""))
                        + ";b=c";
            case 2 -> "\"" + one(CREDENTIAL_FIELDS) + "\": \"" + SECRET + "\"";
            case 3 -> "(see " + uri() + " )";
            default -> "\"" + uri() + "\" <sip:a@h>";
        };
    }

    private String sdp() {
        var inline = "inline:" + one(List.of("", " ")) + SECRET + one(List.of("", "|2^20", "|2^20|1:4"));
        return sdp(
                switch (random.nextInt(7)) {
                    case 0 -> one(List.of("k=", "K=")) + one(List.of("clear:", "base64:", "uri:https://h/")) + SECRET;
                    case 1 -> "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:QUJD|1:4;" + inline;
                    case 2 ->
                        one(List.of("a=", "a=acap:1 ")) + "crypto:1 F8_128_HMAC_SHA1_80 " + inline
                                + " KDR=1 FEC_ORDER=SRTP_FEC";
                    case 3 -> "a=crypto:1 AES x-key:" + SECRET + one(List.of("", " KDR=inline:x"));
                    case 4 -> "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:QUJD FEC_KEY=inline:" + SECRET;
                    case 5 -> one(List.of("a=", "a=acap:7 ", "A=")) + "key-mgmt:mikey " + SECRET;
                    default -> "a=ice-pwd:" + SECRET;
                });
    }

    private static String sdp(String line) {
        return "v=0\no=- 1 1 IN IP4 192.0.2.1\ns=-\nt=0 0\n" + line + "\nm=audio 1 RTP/SAVP 0\n";
    }

    private String multipart(int depth) {
        var boundary = "--b" + (3 - depth);
        var part = random.nextBoolean() && depth > 1
                ? "Content-Type: multipart/related;boundary=b2\n\n" + multipart(depth - 1)
                : one(List.of(
                        "Content-Type: application/sdp\n\n" + sdp(),
                        line() + "\nv=0\n",
                        "c: text/plain\n\n" + text(),
                        "\n" + sdp(),
                        "Content-Type: message/sip\n\nBYE sip:a@h SIP/2.0\n" + line() + "\n"));
        return boundary + "\nContent-Type: application/sdp\n\nv=0\n" + boundary + "\n" + part + "\n" + boundary
                + "--\n";
    }

    private String base64() {
        var inside = one(List.of(
                "sip:alice:" + SECRET + "@h",
                "Authorization: " + SECRET,
                "{\"token\":\"" + SECRET + "\"} token=" + SECRET,
                "a\r\nCookie: " + SECRET,
                "user Bearer " + SECRET));
        var encoder = random.nextBoolean() ? Base64.getEncoder() : Base64.getUrlEncoder();
        return (random.nextBoolean() ? encoder : encoder.withoutPadding()).encodeToString(inside.getBytes(UTF_8));
    }

    private String cased(String name) {
        var kind = random.nextInt(4);
        return kind == 0
                ? name.toUpperCase(java.util.Locale.ROOT)
                : kind == 1 ? name.toLowerCase(java.util.Locale.ROOT) : name;
    }

    private <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }
}

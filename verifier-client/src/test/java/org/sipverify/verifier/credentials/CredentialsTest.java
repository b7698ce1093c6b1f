package org.sipverify.verifier.credentials;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;
import static org.sipverify.verifier.Samples.CLAIMS;
import static org.sipverify.verifier.Samples.EVD;
import static org.sipverify.verifier.Samples.IAT;
import static org.sipverify.verifier.Samples.JOSE;
import static org.sipverify.verifier.Samples.JWT;
import static org.sipverify.verifier.Samples.KID;
import static org.sipverify.verifier.Samples.OTHER_JWT;
import static org.sipverify.verifier.Samples.SHAKEN;
import static org.sipverify.verifier.Samples.identity;
import static org.sipverify.verifier.Samples.jwt;
import static org.sipverify.verifier.Samples.read;
import static org.sipverify.verifier.Samples.standard;
import static org.sipverify.verifier.Samples.url;
import static org.sipverify.verifier.Samples.vvpIdentity;

import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The decision table: I = usable VVP Identity value, PI = P-VVP-Identity, PP = P-VVP-Passport. */
class CredentialsTest {
    private static final String I = "Identity:" + identity(JWT);
    private static final String PP = "P-VVP-Passport:" + JWT;
    private static final String PI = pi(vvpIdentity(KID, EVD, ",\"iat\":" + IAT + ",\"exp\":" + (IAT + 60)));

    private static final String BAD_I = "Malformed Identity header";
    private static final String TOO_MANY = "Too many Identity values";
    private static final String BAD_PI = "Malformed P-VVP-Identity";
    private static final String BAD_PP = "Malformed P-VVP-Passport";
    private static final String NO_KID = "Missing OOBI URL (kid)";
    private static final String NO_EVD = "Missing dossier URL (evd)";

    @ParameterizedTest
    @MethodSource
    void accepts(List<String> lines, String passport, String kid, long iat, OptionalLong exp) throws Exception {
        var credentials = read(lines.toArray(String[]::new)).orElseThrow();

        assertEquals(passport, credentials.passport().text());
        assertEquals(kid, credentials.kid());
        assertEquals(iat, credentials.iat());
        assertEquals(exp, credentials.exp());
    }

    static Stream<Arguments> accepts() {
        var other = "https://other.example/oobi/EX";
        var noKid = jwt(JOSE.replace("kid", "key"), CLAIMS);
        var noExp = jwt(JOSE, CLAIMS.replace("\"exp\"", "\"experience\""));
        var attested = jwt(
                JOSE,
                CLAIMS.replace("\"evd\":\"" + EVD, "\"attest\":{\"creds\":[\"evd:" + EVD)
                        .replace("\"}", "\"]}}"));
        var manyDest =
                jwt(JOSE, CLAIMS.replace("[\"15557654321\"]", "[\"1555\"" + ",\"15557654321\"".repeat(1_500) + "]"));
        var did = "did:web:signer.example#EAbc";
        return Stream.of(
                row("I good, PI good", JWT, KID, IAT, IAT + 60, I, PI),
                row(
                        "I good, PI good with another kid",
                        JWT,
                        other,
                        IAT,
                        IAT + 60,
                        I,
                        pi(vvpIdentity(other, EVD, ",\"iat\":" + IAT + ",\"exp\":" + (IAT + 60)))),
                row("I good, no PI: I is enough", JWT, KID, IAT, IAT + 300, I),
                row("I good, no PI, no exp", noExp, KID, IAT, -1, "Identity:" + identity(noExp)),
                row(
                        "I good, no PI, evd in attest.creds",
                        attested,
                        KID,
                        IAT,
                        IAT + 300,
                        "Identity:" + identity(attested)),
                row("I good, no PI, no JOSE kid, info", noKid, KID, IAT, IAT + 300, "Identity:" + identity(noKid)),
                row("I without readable JOSE header, PI good", "YQ.YQ.YQ", KID, IAT, IAT + 60, "Identity:YQ.YQ.YQ", PI),
                row("PI without iat, from the JWT", JWT, KID, IAT, IAT + 300, I, pi(vvpIdentity(KID, EVD, ""))),
                row(
                        "PI with iat null",
                        JWT,
                        KID,
                        IAT,
                        IAT + 300,
                        I,
                        pi(vvpIdentity(KID, EVD, ",\"iat\":null,\"exp\":null"))),
                row("PI iat 1.0", JWT, KID, 1, IAT + 300, I, pi(vvpIdentity(KID, EVD, ",\"iat\":1.0"))),
                row(
                        "PI in standard base64 with padding",
                        JWT,
                        KID,
                        7,
                        IAT + 300,
                        I,
                        pi(standard("{\"ppt\":\"vvp\",\"kid\":\"" + KID + "\",\"evd\":\"" + EVD + "\",\"iat\":7 }"))),
                row("PI kid did:web", JWT, did, 7, IAT + 300, I, pi(vvpIdentity(did, EVD, ",\"iat\":7"))),
                row("PI good, PP good, no I", JWT, KID, IAT, IAT + 60, PI, PP),
                row("PI good, PP good, only shaken I", JWT, KID, IAT, IAT + 60, "Identity:" + SHAKEN, PI, PP),
                row("PP only", JWT, KID, IAT, IAT + 300, PP),
                row("I and PP differ: I wins", JWT, KID, IAT, IAT + 300, I, "P-VVP-Passport:" + OTHER_JWT),
                row("I good, PP malformed", JWT, KID, IAT, IAT + 300, I, "P-VVP-Passport:x"),
                row(
                        "two different I, the first wins",
                        OTHER_JWT,
                        KID,
                        IAT,
                        IAT + 300,
                        "Identity:" + identity(OTHER_JWT),
                        I),
                row("I malformed beside a good one", JWT, KID, IAT, IAT + 300, "Identity:", I),
                row("sixteen Identity values", "YQ.YQ.MDE", KID, IAT, IAT + 60, "Identity:" + several(16), PI),
                row(
                        "one Identity value twenty times",
                        JWT,
                        KID,
                        IAT,
                        IAT + 300,
                        "Identity:" + (JWT + ",").repeat(19) + JWT),
                row("longer than 16 KiB", manyDest, KID, IAT, IAT + 300, "Identity:" + manyDest),
                row("equal PI lines", JWT, KID, IAT, IAT + 60, I, PI, PI),
                row("equal PP lines", JWT, KID, IAT, IAT + 300, PP, PP));
    }

    @ParameterizedTest
    @MethodSource
    void refuses(String reason, List<String> lines) {
        var refusal = assertThrows(MalformedCredentialsException.class, () -> read(lines.toArray(String[]::new)));

        assertEquals(reason, refusal.reason());
    }

    static Stream<Arguments> refuses() {
        var kidless = jwt(JOSE.replace("kid", "key"), CLAIMS);
        var evdless = jwt(JOSE, CLAIMS.replace("evd", "dve"));
        var timeless = jwt(JOSE, CLAIMS.replace("iat", "tai"));
        return Stream.of(
                bad("Identity empty", BAD_I, "Identity:"),
                bad("Identity < never closed", BAD_I, "Identity:<" + JWT + ";info=<" + KID),
                bad("Identity quote never closed", BAD_I, "Identity:" + JWT + ";info=\"" + KID),
                bad("Identity <>", BAD_I, "Identity:<>;info=<" + KID + ">"),
                bad("Identity not JWT-shaped", BAD_I, "Identity:hello;ppt=vvp"),
                bad("Identity not JWT-shaped after one decode", BAD_I, "Identity:" + url(url(JWT))),
                bad("Identity ..sig", BAD_I, "Identity:..c2ln;info=<" + KID + ">;ppt=vvp"),
                bad("Identity malformed, PP good", BAD_I, "Identity:<", PP),
                bad("seventeen Identity values on one line", TOO_MANY, "Identity:" + several(17)),
                bad(
                        "seventeen Identity values on lines of their own",
                        TOO_MANY,
                        several(17)
                                .replaceAll("(?m)(^|,)", "\nIdentity:")
                                .strip()
                                .split("\n")),
                bad("one value thousands of times", BAD_I, "Identity:" + "a.a,".repeat(4_000)),
                bad("thousands of Identity values", TOO_MANY, "Identity:" + several(4_000)),
                bad("I, JOSE header no object", BAD_I, "Identity:" + jwt("[]", CLAIMS)),
                bad(
                        "I, JOSE header with duplicate names",
                        BAD_I,
                        "Identity:" + jwt("{\"ppt\":\"vvp\",\"ppt\":\"vvp\"}", CLAIMS)),
                bad("I, payload no JSON", BAD_I, "Identity:" + jwt(JOSE, "hello")),
                bad("I without iat", BAD_I, "Identity:" + identity(timeless)),
                bad("I with iat 1.5", BAD_I, "Identity:" + jwt(JOSE, CLAIMS.replace("" + IAT, "1.5"))),
                bad("I with iat true", BAD_I, "Identity:" + jwt(JOSE, CLAIMS.replace("" + IAT, "true"))),
                bad("I with exp text", BAD_I, "Identity:" + jwt(JOSE, CLAIMS.replace("" + (IAT + 300), "\"soon\""))),
                bad("PI not base64, I good", BAD_PI, I, pi("{}")),
                bad("PI with a foreign character", BAD_PI, I, pi("*" + PI.substring(PI.indexOf(':') + 1))),
                bad("PI with a bit that stands for nothing", BAD_PI, I, pi(loose("{\"ppt\":\"vvp\"}"))),
                bad("Identity wrapped, with a bit that stands for nothing", BAD_I, "Identity:<" + loose(JWT) + ">"),
                bad("PI empty", BAD_PI, I, pi("")),
                bad("PI not UTF-8", BAD_PI, I, pi(Base64.getUrlEncoder().encodeToString(new byte[] {
                    '{', '"', (byte) 0xff, '"', ':', '1', '}'
                }))),
                bad("PI not JSON", BAD_PI, I, pi(url("hello"))),
                bad("PI not an object", BAD_PI, I, pi(url("[\"vvp\"]"))),
                bad("PI with something behind", BAD_PI, I, pi(url("{\"ppt\":\"vvp\"}{}"))),
                bad("PI with duplicate names", BAD_PI, I, pi(vvpIdentity(KID, EVD, ",\"iat\":1,\"iat\":2"))),
                bad("PI nested without end", BAD_PI, I, pi(url("{\"a\":" + "[".repeat(500) + "]".repeat(500) + "}"))),
                bad("PI ppt absent", BAD_PI, I, pi(url("{\"kid\":\"" + KID + "\",\"evd\":\"" + EVD + "\",\"iat\":1}"))),
                bad(
                        "PI ppt shaken",
                        BAD_PI,
                        I,
                        pi(url("{\"ppt\":\"shaken\",\"kid\":\"" + KID + "\",\"evd\":\"" + EVD + "\",\"iat\":1}"))),
                bad("PI iat text", BAD_PI, I, pi(vvpIdentity(KID, EVD, ",\"iat\":\"1\""))),
                bad("PI iat true", BAD_PI, I, pi(vvpIdentity(KID, EVD, ",\"iat\":true"))),
                bad("PI iat 1.5", BAD_PI, I, pi(vvpIdentity(KID, EVD, ",\"iat\":1.5"))),
                bad("PI iat beyond all time", BAD_PI, I, pi(vvpIdentity(KID, EVD, ",\"iat\":1e999999999"))),
                bad("PI iat with the largest exponent", BAD_PI, I, pi(vvpIdentity(KID, EVD, ",\"iat\":10e2147483647"))),
                bad(
                        "PI iat with the smallest exponent",
                        BAD_PI,
                        I,
                        pi(vvpIdentity(KID, EVD, ",\"iat\":1e-2147483647"))),
                bad("PI iat beyond all numbers", BAD_PI, I, pi(vvpIdentity(KID, EVD, ",\"iat\":1e99999999999"))),
                bad("PI iat too long", BAD_PI, I, pi(vvpIdentity(KID, EVD, ",\"iat\":" + "1".repeat(2000)))),
                bad("PI exp text", BAD_PI, I, pi(vvpIdentity(KID, EVD, ",\"iat\":1,\"exp\":\"2\""))),
                bad(
                        "PI without iat, JWT without iat",
                        BAD_PI,
                        "Identity:" + identity(timeless),
                        pi(vvpIdentity(KID, EVD, ""))),
                bad("two different PI lines", BAD_PI, I, PI, pi(vvpIdentity(KID, EVD, ",\"iat\":1"))),
                bad("PI long and no JSON", BAD_PI, I, pi("a".repeat(17_000))),
                bad("no PI, JWT without kid and info", NO_KID, "Identity:" + kidless + ";ppt=vvp"),
                bad("no PI, kid a bare AID", NO_KID, "Identity:" + jwt(JOSE.replace(KID, "EAbc"), CLAIMS)),
                bad("PI without kid", NO_KID, I, pi(url("{\"ppt\":\"vvp\",\"evd\":\"" + EVD + "\",\"iat\":1}"))),
                bad("PI kid ftp", NO_KID, I, pi(vvpIdentity("ftp://a.example", EVD, ",\"iat\":1"))),
                bad("PI kid with a line break", NO_KID, I, pi(vvpIdentity("https://a\\r\\nX: y", EVD, ",\"iat\":1"))),
                bad("no PI, JWT without evd", NO_EVD, "Identity:" + identity(evdless)),
                bad("PI without evd", NO_EVD, I, pi(url("{\"ppt\":\"vvp\",\"kid\":\"" + KID + "\",\"iat\":1}"))),
                bad("PI evd file", NO_EVD, I, pi(vvpIdentity(KID, "file:///etc/passwd", ",\"iat\":1"))),
                bad("PI only", "Missing PASSporT", PI),
                bad("PI and shaken only", "Missing PASSporT", PI, "Identity:" + SHAKEN),
                bad("PP malformed, no I", BAD_PP, "P-VVP-Passport:hello"),
                bad("PP malformed, PI good", BAD_PP, PI, "P-VVP-Passport:hello"),
                bad("PP empty", BAD_PP, "P-VVP-Passport:"),
                bad("PP only, payload no object", BAD_PP, "P-VVP-Passport:" + jwt(JOSE, "1")),
                bad("two different PP lines", BAD_PP, PP, "P-VVP-Passport:" + OTHER_JWT),
                bad("two different PP lines beside I", BAD_PP, I, PP, "P-VVP-Passport:" + OTHER_JWT));
    }

    @ParameterizedTest
    @MethodSource
    void findsNone(List<String> lines) throws Exception {
        assertEquals(Optional.empty(), read(lines.toArray(String[]::new)));
    }

    static Stream<Arguments> findsNone() {
        return Stream.of(
                argumentSet("nothing at all", List.of()),
                argumentSet("Identity only shaken", List.of("Identity:" + SHAKEN)),
                argumentSet("Identity only compact shaken", List.of("Identity:..c2ln;info=<https://c>;ppt=shaken")),
                argumentSet("Identity of no ppt", List.of("Identity:" + jwt("{\"alg\":\"ES256\"}", "{}"))));
    }

    @Test
    void doesNotRevealTheToken() throws Exception {
        assertFalse(read(I).orElseThrow().toString().contains("eyJ"));
    }

    private static Arguments row(String name, String passport, String kid, long iat, long exp, String... lines) {
        var end = exp < 0 ? OptionalLong.empty() : OptionalLong.of(exp);
        return argumentSet(name, List.of(lines), passport, kid, iat, end);
    }

    /** So many tokens on one line; the first is {@code YQ.YQ.MDE}. */
    private static String several(int values) {
        return IntStream.rangeClosed(1, values)
                .mapToObj(i -> "YQ.YQ." + url("%02d".formatted(i)))
                .collect(Collectors.joining(","));
    }

    /** The base64url of the text and some blanks; the last blank leaves two bits over, and one of them is set. */
    private static String loose(String text) {
        var padded = text + " ".repeat(1 + Math.floorMod(1 - text.length(), 3));
        return url(padded).replaceFirst("A$", "B");
    }

    private static Arguments bad(String name, String reason, String... lines) {
        return argumentSet(name, reason, List.of(lines));
    }

    private static String pi(String value) {
        return "P-VVP-Identity:" + value;
    }
}

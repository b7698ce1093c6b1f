package org.sipverify.sip.digest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sipverify.formats.config.Secret;
import org.sipverify.sip.digest.DigestResponse.Subject;

/** The examples of RFC 7616 section 3.9, RFC 2617 and RFC 2069, and forms that they lack. */
class DigestResponseTest {
    private static final Credentials MUFASA = new Credentials("Mufasa", new Secret("Circle of Life"));
    private static final String CNONCE = "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ";
    private static final String CHALLENGE =
            "Digest realm=\"http-auth@example.org\", qop=\"auth, auth-int\", algorithm=%s,"
                    + " nonce=\"7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v\","
                    + " opaque=\"FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS\"";

    @ParameterizedTest
    @MethodSource
    void provesThePassword(Credentials credentials, String challenge, String cnonce, Subject request, String expected) {
        var response = new DigestResponse(Challenge.read(challenge).orElseThrow(), credentials, 1, cnonce);

        assertEquals(expected, response.proof(request));
        assertTrue(response.field(request).contains("response=\"" + expected + "\""));
    }

    static Stream<Arguments> provesThePassword() {
        var get = new Subject("GET", "/dir/index.html", new byte[0]);
        var hakala = new Credentials("Jäsøn Doe", new Secret("Secret, or not?"));
        return Stream.of(
                argumentSet(
                        "RFC 7616 section 3.9.1, MD5",
                        MUFASA,
                        CHALLENGE.formatted("MD5"),
                        CNONCE,
                        get,
                        "8ca523f5e9506fed4657c9700eebdbec"),
                argumentSet(
                        "RFC 7616 section 3.9.1, SHA-256",
                        MUFASA,
                        CHALLENGE.formatted("SHA-256"),
                        CNONCE,
                        get,
                        "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1"),
                argumentSet(
                        "RFC 7616 section 3.9.2, SHA-512-256, as its erratum 4897 corrects it",
                        hakala,
                        "Digest realm=\"api@example.org\", qop=\"auth\", algorithm=SHA-512-256,"
                                + " nonce=\"5TsQWLVdgBdmrQ0XsxbDODV+57QdFR34I9HAbC/RVvkK\","
                                + " opaque=\"HRPCssKJSGjCrkzDg8OhwpzCiGPChXYjwrI2QmXDnsOS\","
                                + " charset=UTF-8, userhash=true",
                        "NTg6RKcb9boFIAS3KrFK9BGeh+iDa/sm6jUMp2wds69v",
                        new Subject("GET", "/doe.json", new byte[0]),
                        "3798d4131c277846293534c3edc11bd8a5e4cdcbff78b05db9d95eeb1cec68a5"),
                argumentSet(
                        "RFC 2617 section 3.5",
                        new Credentials("Mufasa", new Secret("Circle Of Life")),
                        "Digest realm=\"testrealm@host.com\", qop=\"auth,auth-int\","
                                + " nonce=\"dcd98b7102dd2f0e8b11d0f600bfb0c093\","
                                + " opaque=\"5ccc069c403ebaf9f0171e9517f40e41\"",
                        "0a4f113b",
                        get,
                        "6629fae49393a05397450978507c4ef1"),
                argumentSet(
                        "without qop, as in RFC 2069",
                        new Credentials("Mufasa", new Secret("Circle Of Life")),
                        "Digest realm=\"testrealm@host.com\", nonce=\"dcd98b7102dd2f0e8b11d0f600bfb0c093\"",
                        "0a4f113b",
                        get,
                        "670fd8c2df070c60b045671b8b24ff02"));
    }

    /** Their hashes were computed with Python's hashlib from the formulas of RFC 7616 section 3.4. */
    @ParameterizedTest
    @MethodSource
    void everyAlgorithmAndQuality(String algorithm, String qop, String expected) {
        var challenge = Challenge.read("Digest realm=\"r\", nonce=\"n\", algorithm=" + algorithm
                        + (qop.isEmpty() ? "" : ", qop=\"" + qop + "\""))
                .orElseThrow();
        var request = new Subject("INVITE", "sip:b@example.com", "v=0\r\n".getBytes(UTF_8));

        assertEquals(
                expected,
                new DigestResponse(challenge, new Credentials("alice", new Secret("wonder")), 10, "c").proof(request));
    }

    static Stream<Arguments> everyAlgorithmAndQuality() {
        return Stream.of(
                argumentSet("MD5 without qop", "MD5", "", "9d87537588b34581eacb4166aef30063"),
                argumentSet("MD5 auth", "MD5", "auth", "10d30566783753da611c9243de3b8a35"),
                argumentSet("MD5 auth-int", "MD5", "auth-int", "e656355fe8e2d1f35662d5b8b322901f"),
                argumentSet("MD5-sess without qop", "MD5-sess", "", "0c45adca75601e440f050023d1e6fde4"),
                argumentSet("MD5-sess auth", "MD5-sess", "auth", "a45b283c4dd2086f67694384f9ecad3b"),
                argumentSet("MD5-sess auth-int", "MD5-sess", "auth-int", "aeef5a92f01b4bec32e4e5f397ee61bc"),
                argumentSet(
                        "SHA-256 without qop",
                        "SHA-256",
                        "",
                        "9cc4d03959db4a80c3c4f21e5df668c6017d271ce737aeedc54b32074c862720"),
                argumentSet(
                        "SHA-256 auth",
                        "SHA-256",
                        "auth",
                        "52c39d73356ca522634fcc4e8484a3d325264bf1743612e4461e8aa4ba0de350"),
                argumentSet(
                        "SHA-256 auth-int",
                        "SHA-256",
                        "auth-int",
                        "0ce733727ad71dc17075b02b89220868bf53ab5f5f3c7bf335b7f5daec9fbe6c"),
                argumentSet(
                        "SHA-256-sess without qop",
                        "SHA-256-sess",
                        "",
                        "0ad0c16a24f5a9cc57d8ec3ea6b8257d83d77fdc5727a6c2d2925aeea3679666"),
                argumentSet(
                        "SHA-256-sess auth",
                        "SHA-256-sess",
                        "auth",
                        "7976ac8a5f64e1add37a30e8b3873b693750f5b2491b945fadeff19898ccc918"),
                argumentSet(
                        "SHA-256-sess auth-int",
                        "SHA-256-sess",
                        "auth-int",
                        "a346c300fe2d71ec7afc186ce3d30efe1818fc373cc27a7a40642545de346b4b"),
                argumentSet(
                        "SHA-512-256 without qop",
                        "SHA-512-256",
                        "",
                        "4103ee49aa001e0480182c232824e8754b1f62d8bacac7e7aff94e7de3c9a1dd"),
                argumentSet(
                        "SHA-512-256 auth",
                        "SHA-512-256",
                        "auth",
                        "62cf08deb76937e6e9f51b6c936a4ec860e4a1edee0e319df278679fa6f0a982"),
                argumentSet(
                        "SHA-512-256 auth-int",
                        "SHA-512-256",
                        "auth-int",
                        "7be7b228e69f04288ff36ccdeecbb6b78f1e9bb60886fa5855cbea117d88335d"),
                argumentSet(
                        "SHA-512-256-sess without qop",
                        "SHA-512-256-sess",
                        "",
                        "d1c7fe248b9be4243ba2557b191b06d4904167484a776ff021ab0255184fc8d0"),
                argumentSet(
                        "SHA-512-256-sess auth",
                        "SHA-512-256-sess",
                        "auth",
                        "e82f6ec95475996e94a651c31ce696607dc3c85cca370f1e930fdcc54c12fb95"),
                argumentSet(
                        "SHA-512-256-sess auth-int",
                        "SHA-512-256-sess",
                        "auth-int",
                        "29bcdabffbae8b060255c1e5da7395d28d26c06dbbf5235eb5e61b27aa45d574"));
    }

    /** The user name of the second example, hashed: this client sends names as they are, but uses the same function. */
    @Test
    void theHashIsSha512WithItsOwnInitialValue() {
        assertEquals(
                "793263caabb707a56211940d90411ea4a575adeccb7e360aeb624ed06ece9b0b",
                Algorithm.SHA_512_256.hash("Jäsøn Doe:api@example.org"));
    }

    @Test
    void whatIsQuotedIsEscaped() {
        var challenge = Challenge.read("Digest realm=\"a \\\"b\\\" c\\\\d\", nonce=\"n\", qop=auth")
                .orElseThrow();
        var credentials = new Credentials("o\"l\\d", new Secret("p"));

        var field =
                new DigestResponse(challenge, credentials, 1, "c").field(new Subject("INVITE", "sip:b", new byte[0]));

        assertEquals("a \"b\" c\\d", challenge.realm());
        assertTrue(
                field.startsWith("Digest username=\"o\\\"l\\\\d\", realm=\"a \\\"b\\\" c\\\\d\", nonce=\"n\""), field);
        assertTrue(field.endsWith(", algorithm=MD5, qop=auth, nc=00000001, cnonce=\"c\""), field);
    }

    @Test
    void thePasswordIsNotShown() {
        assertEquals("Credentials[user=Mufasa, password=[redacted]]", MUFASA.toString());
    }
}

package org.sipverify.vcon.validate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.sipverify.testkit.VconSamples;

class ValidationTest {
    static final List<String> SAMPLES = VconSamples.NAMES;

    @ParameterizedTest
    @FieldSource("SAMPLES")
    void theSamplesAreSound(String name) {
        assertEquals(List.of(), Validation.of(VconSamples.bytes(name)));
    }

    @ParameterizedTest
    @MethodSource
    void everyRuleIsHeld(String pointer, String complaint, Consumer<ObjectNode> mistake) {
        var vcon = VconSamples.json("answered-b2bua-call");
        mistake.accept(vcon);

        var problems = Validation.of(bytes(vcon));

        assertTrue(
                problems.stream()
                        .anyMatch(
                                it -> it.pointer().equals(pointer) && it.wrong().contains(complaint)),
                problems::toString);
    }

    static Stream<Arguments> everyRuleIsHeld() {
        return Stream.of(
                rule("a party that is not there", "/attachments/0/party", "is 9", v -> attachment(v, 0)
                        .put("party", 9)),
                rule("a dialog that is not there", "/analysis/0/dialog/1", "is 2", v -> ((ArrayNode)
                                v.at("/analysis/0/dialog"))
                        .set(1, 2)),
                rule("a sender that is not there", "/attachments/2/body/messages/0/party", "is 7", v -> message(v, 0)
                        .put("party", 7)),
                rule("a recording nobody made", "/dialog/0/recordings/0", "is not a recording whose", v -> ((ArrayNode)
                                v.at("/dialog/0/recordings"))
                        .add(1)),
                rule("a set that does not know it", "/dialog/1/recording_set", "is not a recording-set", v -> dialog(
                                v, 1)
                        .put("type", "recording")
                        .put("recording_set", 0)
                        .remove("recordings")),
                rule("a transfer of a failed call", "/dialog/1/original", "of type incomplete", v -> {
                    dialog(v, 0)
                            .put("type", "incomplete")
                            .put("disposition", "failed")
                            .remove("recordings");
                    ((ArrayNode) v.at("/dialog"))
                            .set(
                                    1,
                                    dialog(v, 1)
                                            .objectNode()
                                            .put("type", "transfer")
                                            .put("original", 0));
                }),
                rule("padding", "/attachments/4/body", "with padding", v -> attachment(v, 4)
                        .put("mediatype", "application/pkix-cert")
                        .put("encoding", "base64url")
                        .put("body", "YQ==")),
                rule("no base64url", "/attachments/4/body", "is not base64url", v -> attachment(v, 4)
                        .put("mediatype", "application/pkix-cert")
                        .put("encoding", "base64url")
                        .put("body", "a+b/")),
                rule("JSON that says it is text", "/attachments/5/body", "is JSON", v -> attachment(v, 5)
                        .put("encoding", "none")),
                rule("a hash of another text", "/attachments/4/content_hash", "not the hash", v -> attachment(v, 4)
                        .put("content_hash", "sha512-" + "A".repeat(86))),
                rule("a hash in capitals", "/attachments/4/content_hash", "is not a hash", v -> attachment(v, 4)
                        .put("content_hash", "SHA-512-" + "A".repeat(86))),
                rule("http", "/attachments/4/url", "is not an HTTPS URL", v -> attachment(v, 4)
                        .put("url", "http://a.example/x")
                        .put("content_hash", "sha512-" + "A".repeat(86))
                        .remove("body")),
                rule("null", "/parties/0/name", "is null", v -> ((ObjectNode) v.at("/parties/0")).putNull("name")),
                rule("an empty reference", "/amended", "is empty", v -> v.putObject("amended")),
                rule("an empty group", "/group", "is empty", v -> v.putArray("group")),
                rule("the old mimetype", "/attachments/0/mimetype", "given up", v -> attachment(v, 0)
                        .put("mimetype", "message/sip")),
                rule("the old type", "/attachments/0/type", "given up", v -> attachment(v, 0)
                        .put("type", "sip-invite")),
                rule("must_support", "/must_support", "given up", v -> v.putArray("must_support")),
                rule("redacted and amended", "/amended", "must not be here", v -> {
                    v.putObject("amended").put("uuid", "01a1f866-0d78-8001-ab7f-8b4ea1b84900");
                    v.putObject("redacted").put("type", "x");
                }),
                rule("its own redaction", "/uuid", "is that of the vCon it was made from", v -> v.putObject("redacted")
                        .put("type", "x")
                        .put("uuid", v.path("uuid").asText())),
                rule("a CSeq with its method", "/dialog/0/sip_cseq", "is a string", v -> dialog(v, 0)
                        .put("sip_cseq", "4711 INVITE")),
                rule("another leg's trace", "/attachments/2/body/call_id", "is \"other\"", v -> trace(v).put(
                                "call_id", "other")),
                rule(
                        "another call's message",
                        "/attachments/2/body/messages/0/headers/Call-ID",
                        "is \"other\"",
                        v -> ((ObjectNode) message(v, 0).path("headers")).put("Call-ID", "other")),
                rule("method and status", "/attachments/2/body/messages/0", "method and status_code", v -> message(v, 0)
                        .put("status_code", 200)),
                rule("neither of them", "/attachments/2/body/messages/0", "neither", v -> message(v, 0)
                        .remove("method")),
                rule("a status there is not", "/attachments/2/body/messages/1/status_code", "is 700", v -> message(v, 1)
                        .put("status_code", 700)),
                rule("backwards", "/attachments/2/body/messages/1/timestamp", "before the message above", v -> message(
                                v, 1)
                        .put("timestamp", "2026-11-20T10:00:00.119Z")),
                rule("a trace without version", "/attachments/2/body", "\"version\" is missing", v -> trace(v).remove(
                                "version")),
                rule("an unknown verdict", "/attachments/5/body/result", "is \"fine\"", v -> ((ObjectNode)
                                v.at("/attachments/5/body"))
                        .put("result", "fine")),
                rule(
                        "a cut message",
                        "/attachments/0/body",
                        "has Content-Length 258 and a body of 257",
                        v -> attachment(v, 0)
                                .put("body", cut(attachment(v, 0).path("body").asText()))),
                rule("no message", "/attachments/0/body", "is not a SIP message", v -> attachment(v, 0)
                        .put("body", "hello")),
                rule("a message of another purpose", "/attachments/0/body", "begins with", v -> attachment(v, 0)
                        .put("purpose", "sip-bye")),
                rule("a message of another call", "/attachments/0/body", "has Call-ID", v -> dialog(v, 0)
                        .put("sip_call_id", "other")),
                rule("another CSeq", "/attachments/0/body", "has CSeq \"4711 INVITE\"", v -> dialog(v, 0)
                        .put("sip_cseq", 4710)),
                rule("a media type of its own", "/attachments/0/mediatype", "text/plain", v -> attachment(v, 0)
                        .put("mediatype", "text/plain")),
                rule("a PEM chain in base64url", "/attachments/4/encoding", "base64url", v -> attachment(v, 4)
                        .put("encoding", "base64url")),
                rule("an undeclared extension", "/extensions", "used and not listed", v -> v.remove("extensions")),
                rule("a critical extension", "/critical", "is listed", v -> v.putArray("critical")
                        .add("sip-signaling")),
                rule("angle brackets", "/parties/0/sip_contact", "<sip:a@b>", v -> ((ObjectNode) v.at("/parties/0"))
                        .put("sip_contact", "<sip:a@b>")),
                rule(
                        "a random uuid",
                        "/uuid",
                        "is not a UUID of version 8",
                        v -> v.put("uuid", "9b2c1e0a-5d6f-4a7b-8c9d-0e1f2a3b4c5d")),
                rule(
                        "a uuid of another time",
                        "/uuid",
                        "was made at",
                        v -> v.put("created_at", "2026-11-20T10:00:00.121Z")),
                rule(
                        "changed before it was made",
                        "/updated_at",
                        "before created_at",
                        v -> v.put("updated_at", "2026-11-20T09:00:00Z")),
                rule(
                        "a fraction of zero",
                        "/updated_at",
                        "is \"2026-11-20T10:09:00.000Z\"",
                        v -> v.put("updated_at", "2026-11-20T10:09:00.000Z")),
                rule("no disposition", "/dialog/0", "\"disposition\" is missing", v -> dialog(v, 0)
                        .put("type", "incomplete")
                        .remove("recordings")),
                rule("a body where none may be", "/dialog/0/body", "must not be here", v -> dialog(v, 0)
                        .put("body", "x")
                        .put("encoding", "none")
                        .put("mediatype", "text/plain")),
                rule("no start", "/dialog/0", "\"start\" is missing", v -> dialog(v, 0)
                        .remove("start")),
                rule("no time", "/dialog/0/start", "is not a valid date-time", v -> dialog(v, 0)
                        .put("start", "yesterday")));
    }

    /** RFC 3261 section 22.2: the second has the next number, and that made the dialog. */
    @Test
    void anInviteThatWasRefusedBeforeHasALowerNumber() {
        var vcon = VconSamples.json("answered-b2bua-call");
        dialog(vcon, 0).put("sip_cseq", 4712);

        assertTrue(
                Validation.of(bytes(vcon)).stream().noneMatch(it -> it.wrong().contains("has CSeq")),
                "it was challenged");
    }

    @Test
    void anInviteWithinTheCallHasANumberOfItsOwn() {
        var vcon = VconSamples.json("answered-b2bua-call");
        dialog(vcon, 0).put("sip_cseq", 4710);
        var invite = attachment(vcon, 0);
        invite.put("body", invite.path("body").asText().replaceFirst("(?m)^(To: [^\r\n]*)", "$1;tag=a"));

        assertTrue(
                Validation.of(bytes(vcon)).stream().noneMatch(it -> it.wrong().contains("has CSeq")),
                "a re-INVITE is not the INVITE that began the call");
    }

    @Test
    void aNameTwiceIsToldAndTheRestIsJudged() {
        var text = new String(VconSamples.bytes("redirected-call"), StandardCharsets.UTF_8)
                .replaceFirst("\"uuid\"", "\"subject\": \"a\", \"subject\": 5, \"uuid\"");

        var problems = Validation.of(text.getBytes(StandardCharsets.UTF_8));

        assertTrue(problems.get(0).wrong().contains("Duplicate"), problems::toString);
        assertEquals("/subject", problems.get(1).pointer());
    }

    @Test
    void aSignedVconHasTheUuidOfItsContent() throws Exception {
        var jws = signed(VconSamples.bytes("redirected-call"));
        ((ObjectNode) jws.at("/signatures/0/header")).put("uuid", "01a1f866-0d78-8001-ab7f-8b4ea1b84909");

        assertEquals(
                "/signatures/0/header/uuid", Validation.of(bytes(jws)).get(0).pointer());
    }

    @Test
    void noNameIsInBothHeadersOfASignature() {
        var jws = signed(VconSamples.bytes("redirected-call"));
        ((ObjectNode) jws.at("/signatures/0/header")).put("alg", "RS256");

        assertTrue(Validation.of(bytes(jws)).get(0).wrong().contains("\"alg\" is in the protected header"));
    }

    @Test
    void theContentOfASignedVconIsJudged() {
        var vcon = VconSamples.json("redirected-call");
        vcon.remove("created_at");

        assertEquals(List.of(), Validation.of(bytes(signed(VconSamples.bytes("redirected-call")))));
        assertTrue(Validation.of(bytes(signed(bytes(vcon)))).get(0).wrong().contains("created_at"));
    }

    @Test
    void filesElsewhereAreComparedWithTheirHash() {
        var vcon = VconSamples.json("redirected-call");
        ((ObjectNode) vcon.at("/attachments/0"))
                .put("url", "https://a.example/x.sip")
                .put("content_hash", "sha512-" + "A".repeat(86))
                .remove("body");

        var found = Validation.with(url -> java.util.Optional.of(new byte[] {1}), List.of())
                .judge(bytes(vcon));

        assertEquals("/attachments/0/content_hash", found.get(0).pointer());
        assertEquals(List.of(), Validation.of(bytes(vcon)));
    }

    @Test
    void anotherSchemaCanBeAskedToo() {
        var found = Validation.with(ExternalFiles.NONE, List.of("{\"required\": [\"subject\"]}"))
                .judge(VconSamples.bytes("redirected-call"));

        assertEquals("\"subject\" is missing", found.get(0).wrong());
    }

    private static ObjectNode signed(byte[] payload) {
        var base64 = Base64.getUrlEncoder().withoutPadding();
        var jws = new ObjectMapper().createObjectNode().put("payload", base64.encodeToString(payload));
        jws.putArray("signatures")
                .addObject()
                .put("protected", base64.encodeToString("{\"alg\":\"RS256\"}".getBytes(StandardCharsets.UTF_8)))
                .put("signature", "AA")
                .putObject("header");
        return jws;
    }

    private static Arguments rule(String name, String pointer, String complaint, Consumer<ObjectNode> mistake) {
        return argumentSet(name, pointer, complaint, mistake);
    }

    private static ObjectNode attachment(ObjectNode vcon, int index) {
        return (ObjectNode) vcon.path("attachments").path(index);
    }

    private static ObjectNode dialog(ObjectNode vcon, int index) {
        return (ObjectNode) vcon.path("dialog").path(index);
    }

    private static ObjectNode trace(ObjectNode vcon) {
        return (ObjectNode) vcon.at("/attachments/2/body");
    }

    private static ObjectNode message(ObjectNode vcon, int index) {
        return (ObjectNode) trace(vcon).path("messages").path(index);
    }

    private static String cut(String text) {
        return text.substring(0, text.length() - 1);
    }

    private static byte[] bytes(ObjectNode json) {
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }
}

package org.sipverify.verifier.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;
import static org.sipverify.verifier.Samples.CLAIMS;
import static org.sipverify.verifier.Samples.JOSE;
import static org.sipverify.verifier.Samples.JWT;
import static org.sipverify.verifier.Samples.ORIG;
import static org.sipverify.verifier.Samples.credentials;
import static org.sipverify.verifier.Samples.jwt;

import java.util.Optional;
import java.util.stream.Stream;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sipverify.formats.json.StrictJson;
import org.sipverify.testkit.CapturedLog;
import org.sipverify.verifier.Brand;
import org.sipverify.verifier.Verification;
import org.sipverify.verifier.Verification.Status;
import org.sipverify.verifier.credentials.Credentials;

class VerifyReplyTest {
    private static final String REVOKED = """
            {"code":"CREDENTIAL_REVOKED","message":"gone","recoverable":false}""";
    private static final String UNFETCHED = """
            {"code":"DOSSIER_FETCH_FAILED","message":"404","recoverable":true}""";

    @ParameterizedTest
    @MethodSource
    void findsStatusAndError(String json, Status status, String error, String rawError) {
        var verification = read(json);

        assertEquals(status, verification.status());
        assertEquals(error, verification.reason().error());
        assertEquals(rawError, verification.reason().rawError());
    }

    static Stream<Arguments> findsStatusAndError() {
        return Stream.of(
                argumentSet("valid", reply("VALID", "[]"), Status.VALID, "", ""),
                argumentSet("valid, all null", reply("VALID", "null"), Status.VALID, "", ""),
                argumentSet("invalid, all null", reply("INVALID", "null"), Status.INVALID, "", ""),
                argumentSet("errors and claims absent", "{\"overall_status\":\"INVALID\"}", Status.INVALID, "", ""),
                argumentSet(
                        "invalid with a non-recoverable error",
                        reply("INVALID", "[" + REVOKED + "]"),
                        Status.INVALID,
                        "CREDENTIAL_REVOKED",
                        "CREDENTIAL_REVOKED"),
                argumentSet(
                        "invalid: first non-recoverable error",
                        reply("INVALID", "[" + UNFETCHED + "," + REVOKED + "]"),
                        Status.INVALID,
                        "CREDENTIAL_REVOKED",
                        "CREDENTIAL_REVOKED"),
                argumentSet(
                        "invalid: only recoverable ones",
                        reply("INVALID", "[" + UNFETCHED + "]"),
                        Status.INVALID,
                        "DOSSIER_FETCH_FAILED",
                        "DOSSIER_FETCH_FAILED"),
                argumentSet(
                        "invalid: name for a code",
                        reply("INVALID", "[{\"code\":\"TN_RIGHTS_INVALID\"}]"),
                        Status.INVALID,
                        "TN_NOT_AUTHORIZED",
                        "TN_RIGHTS_INVALID"),
                argumentSet(
                        "indeterminate: first error",
                        reply("INDETERMINATE", "[" + UNFETCHED + "," + REVOKED + "]"),
                        Status.INDETERMINATE,
                        "DOSSIER_FETCH_FAILED",
                        "DOSSIER_FETCH_FAILED"),
                argumentSet(
                        "error is a text",
                        reply("INVALID", "[\"PASSPORT_EXPIRED\"]"),
                        Status.INVALID,
                        "TOKEN_EXPIRED",
                        "PASSPORT_EXPIRED"),
                argumentSet(
                        "error without a code is skipped",
                        reply("INVALID", "[{\"message\":\"x\"},7,null,[]," + REVOKED + "]"),
                        Status.INVALID,
                        "CREDENTIAL_REVOKED",
                        "CREDENTIAL_REVOKED"),
                argumentSet(
                        "code with a line break is skipped",
                        reply("INVALID", "[\"A\\r\\nX-VVP-Status: VALID\"]"),
                        Status.INVALID,
                        "",
                        ""),
                argumentSet(
                        "code too long is skipped",
                        reply("INVALID", "[\"" + "A".repeat(65) + "\"]"),
                        Status.INVALID,
                        "",
                        ""),
                argumentSet(
                        "unknown code passes", reply("INVALID", "[\"EXT_ODD\"]"), Status.INVALID, "EXT_ODD", "EXT_ODD"),
                argumentSet("errors is an object", reply("INVALID", "{}"), Status.INVALID, "", ""),
                argumentSet("warning", reply("WARNING", "null"), Status.WARNING, "", ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{}", "{\"overall_status\":null}", "{\"overall_status\":\"MAYBE\"}", "{\"overall_status\":[]}"})
    void findsNoneWithoutAKnownStatus(String json) {
        assertEquals(Optional.empty(), parse(json));
    }

    @ParameterizedTest
    @MethodSource
    void usesTheBrandOnlyWithProof(String status, String name, String logo, Optional<Brand> expected) {
        var json = """
                {"overall_status":"%s","brand_name":%s,"brand_logo_url":%s}""".formatted(status, name, logo);

        assertEquals(expected, read(json).caller().brand());
    }

    static Stream<Arguments> usesTheBrandOnlyWithProof() {
        var acme = "\"ACME\"";
        var logo = "\"https://a.example/l.png\"";
        var both = Optional.of(new Brand("ACME", "https://a.example/l.png"));
        var nameOnly = Optional.of(new Brand("ACME", ""));
        var logoOnly = Optional.of(new Brand("", "https://a.example/l.png"));
        return Stream.of(
                argumentSet("valid", "VALID", acme, logo, both),
                argumentSet("warning", "WARNING", acme, logo, both),
                argumentSet("invalid shows no brand", "INVALID", acme, logo, Optional.empty()),
                argumentSet("indeterminate shows no brand", "INDETERMINATE", acme, logo, Optional.empty()),
                argumentSet("no brand", "VALID", "null", "null", Optional.empty()),
                argumentSet("name only", "VALID", acme, "null", nameOnly),
                argumentSet("logo only", "VALID", "null", logo, logoOnly),
                argumentSet("logo of another scheme", "VALID", acme, "\"javascript:alert(1)\"", nameOnly),
                argumentSet("line break in the logo", "VALID", acme, "\"https://a\\r\\nX: y\"", nameOnly),
                argumentSet("line break in the name", "VALID", "\"A\\r\\nX: y\"", logo, logoOnly),
                argumentSet("NUL in the name", "VALID", "\"A\\u0000\"", "null", Optional.empty()),
                argumentSet("half a surrogate pair", "VALID", "\"A\\ud800\"", logo, logoOnly),
                argumentSet(
                        "beyond ASCII",
                        "VALID",
                        "\"Müller \uD83D\uDE00\"",
                        "null",
                        Optional.of(new Brand("Müller \uD83D\uDE00", ""))),
                argumentSet(
                        "name too long is cut",
                        "VALID",
                        "\"" + "é".repeat(300) + "\"",
                        "null",
                        Optional.of(new Brand("é".repeat(256), ""))));
    }

    @ParameterizedTest
    @MethodSource
    void tellsTheCallerOnlyWhenValid(String jwt, String json, String expected) {
        assertEquals(
                expected, parse(json, credentials(jwt)).orElseThrow().caller().number());
    }

    static Stream<Arguments> tellsTheCallerOnlyWhenValid() {
        var wordy = jwt(JOSE, CLAIMS.replace("15551234567", "alice"));
        return Stream.of(
                argumentSet(
                        "evidence of a valid claim",
                        JWT,
                        rights("VALID", "VALID", "orig_tn:447884666200"),
                        "+447884666200"),
                argumentSet(
                        "evidence with plus", JWT, rights("VALID", "VALID", "orig_tn:+447884666200"), "+447884666200"),
                argumentSet(
                        "evidence of a failed claim", JWT, rights("VALID", "INVALID", "orig_tn:447884666200"), ORIG),
                argumentSet("evidence that is no number", JWT, rights("VALID", "VALID", "orig_tn:alice"), ORIG),
                argumentSet("no evidence", JWT, rights("VALID", "VALID", "other"), ORIG),
                argumentSet("valid, no claims", JWT, reply("VALID", "null"), ORIG),
                argumentSet("valid, no number anywhere", wordy, reply("VALID", "null"), ""),
                argumentSet("invalid", JWT, rights("INVALID", "VALID", "orig_tn:447884666200"), ""),
                argumentSet("indeterminate", JWT, rights("INDETERMINATE", "VALID", "orig_tn:447884666200"), ""),
                argumentSet("warning", JWT, rights("WARNING", "VALID", "orig_tn:447884666200"), ""));
    }

    @Test
    void keepsTheVerifiersOwnAccount() {
        var verification = read("""
                {"overall_status":"WARNING","request_id":"r-1","claims":[{"name":"caller_authorised"}],
                "errors":[%s],"vetter_warning_reason":"vetter_not_authorised_for_jurisdiction","new":{}}""".formatted(REVOKED));

        assertEquals("r-1", verification.report().requestId());
        assertEquals(
                "vetter_not_authorised_for_jurisdiction", verification.reason().warning());
        assertEquals(
                "caller_authorised",
                verification.report().claims().path(0).path("name").asText());
        assertEquals(
                "CREDENTIAL_REVOKED",
                verification.report().errors().path(0).path("code").asText());
    }

    @Test
    void nullTreesAreEmptyTrees() {
        var verification = read(reply("VALID", "null"));

        assertTrue(verification.report().claims().isMissingNode());
        assertTrue(verification.report().errors().isArray()
                && verification.report().errors().isEmpty());
    }

    @Test
    void dropsTextThatIsNotOneLine() {
        assertEquals(
                "",
                read("{\"overall_status\":\"VALID\",\"request_id\":\"a\\nb\"}")
                        .report()
                        .requestId());
    }

    @Test
    void oneAnswerIsOneLineOfTheLog() {
        try (var warnings = new CapturedLog(VerifyReply.class.getName(), Level.WARN)) {
            read(reply("INVALID", "[1" + ",1".repeat(9_999) + "]"));

            assertEquals(1, warnings.lines().size());
        }
    }

    private static String reply(String status, String errors) {
        return """
                {"overall_status":"%s","claims":null,"errors":%s}""".formatted(status, errors);
    }

    private static String rights(String overall, String claim, String evidence) {
        return """
                {"overall_status":"%s","claims":[{"name":"caller_authorised","status":"VALID","evidence":[],"children":[
                {"required":true,"node":{"name":"authorization_valid","status":"VALID","evidence":[],"children":[
                {"required":true,"node":{"name":"tn_rights_valid","status":"%s","evidence":["%s"],"children":[]}}]}}]}]}""".formatted(overall, claim, evidence);
    }

    private static Verification read(String json) {
        return parse(json).orElseThrow();
    }

    private static Optional<Verification> parse(String json) {
        return parse(json, credentials(JWT));
    }

    private static Optional<Verification> parse(String json, Credentials credentials) {
        return new VerifyReply(StrictJson.objectOrNone(json.getBytes(UTF_8)).orElseThrow()).verification(credentials);
    }
}

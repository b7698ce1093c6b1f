package org.sipverify.vcon.content;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.sipverify.formats.json.StrictJson;
import org.sipverify.vcon.Messages;
import org.sipverify.vcon.call.Recording;
import org.sipverify.vcon.call.VerdictDetails;

/** The verifier's claims and errors in the report. */
class DetailsTest {
    private static final UUID CALL = new UUID(Messages.START.toEpochMilli() << 16 | 0x8001, 1L << 63);

    @Test
    void areInTheReportAsTheVerifierWroteThem() throws Exception {
        var json = StrictJson.object("""
                {"claims":[{"name":"caller_authorized","status":"INVALID"}],
                 "errors":[{"code":"TOKEN_EXPIRED","message":"too old","recoverable":false}]}""".getBytes(UTF_8));

        var report = report(VerdictDetails.of(json.path("claims"), json.path("errors"), "some"));

        assertEquals(json.path("claims"), report.at("/verification/claims"));
        assertEquals(json.path("errors"), report.at("/verification/errors"));
        assertEquals("some", report.at("/verification/left_out").asText());
    }

    @Test
    void areAbsentWhereTheVerifierSaidNothing() {
        var verification = report(VerdictDetails.NONE).path("verification");

        assertEquals(false, verification.has("claims") || verification.has("errors") || verification.has("left_out"));
    }

    private static JsonNode report(VerdictDetails details) {
        var call = new Messages("call-1");
        var recording = new Recording(CALL, call.arrival(call.invite("", "")), Set.of());
        recording.found(Messages.VALID.with(details));
        recording.decided(Messages.REDIRECTED);
        var legs = RecordedLeg.of(recording);
        return CallReport.of(recording, legs, Outcome.of(recording, legs));
    }
}

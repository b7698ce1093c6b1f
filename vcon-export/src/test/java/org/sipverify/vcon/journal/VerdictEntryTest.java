package org.sipverify.vcon.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.nio.ByteBuffer;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sipverify.formats.json.StrictJson;
import org.sipverify.vcon.Messages;
import org.sipverify.vcon.call.RecordedVerdict;
import org.sipverify.vcon.call.Recording;
import org.sipverify.vcon.call.VerdictDetails;

class VerdictEntryTest {
    private static final UUID CALL = new UUID(Messages.START.toEpochMilli() << 16 | 0x8001, 1L << 63);

    @ParameterizedTest
    @MethodSource
    void detailsComeBack(VerdictDetails details) {
        var verdict = Messages.VALID.with(details);

        assertEquals(verdict, read(Entry.verdict(CALL, verdict)));
    }

    static Stream<Arguments> detailsComeBack() throws Exception {
        var json = StrictJson.object("""
                {"claims":[{"name":"caller_authorized","status":"VALID","children":[{"required":true,"node":{}}]}],
                 "errors":[{"code":"TOKEN_EXPIRED","message":"zu sp\u00e4t","recoverable":false}]}""".getBytes(UTF_8));
        return Stream.of(
                argumentSet("none", VerdictDetails.NONE),
                argumentSet("both", VerdictDetails.of(json.path("claims"), json.path("errors"), "")),
                argumentSet("errors only", VerdictDetails.of(json.path("none"), json.path("errors"), "")),
                argumentSet("left out", VerdictDetails.leftOut("under pressure")));
    }

    /** Such as one that the server before an update left. */
    @Test
    void anEntryOfAnEarlierVersionHasNone() {
        var earlier = new Packer(64)
                .octet(3)
                .uuid(CALL)
                .text("valid")
                .text("VALID")
                .text("")
                .text("")
                .text("ACME")
                .text("+15551234567")
                .text("")
                .text("r-1")
                .text("sip.example")
                .packed();

        var verdict = read(earlier);

        assertEquals("ACME", verdict.proof().brand());
        assertEquals(VerdictDetails.NONE, verdict.details());
    }

    private static RecordedVerdict read(byte[] entry) {
        var call = new Messages("call-1");
        var recording = new Recording(CALL, call.arrival(call.invite("", "")), Set.of());
        Entry.read(ByteBuffer.wrap(entry)).tell(recording);
        return recording.verdict().orElseThrow();
    }
}

package org.sipverify.app.call;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sipverify.app.index.IndexObserver;
import org.sipverify.app.index.RefusedRows;
import org.sipverify.app.index.RowFields;
import org.sipverify.app.index.RowSink;
import org.sipverify.bridge.CallEnd;
import org.sipverify.bridge.Party;
import org.sipverify.bridge.Status;
import org.sipverify.formats.number.NumberingPlan;
import org.sipverify.index.CallIndex;
import org.sipverify.index.IndexConfig;
import org.sipverify.index.IndexListener;
import org.sipverify.index.IndexReader;
import org.sipverify.index.Query;
import org.sipverify.policy.Policy;
import org.sipverify.sip.Delivery;
import org.sipverify.sip.Invite;
import org.sipverify.sip.RefusedInvite;
import org.sipverify.sip.transport.Transport;
import org.sipverify.verifier.Brand;
import org.sipverify.verifier.NoVerdict;
import org.sipverify.verifier.Verification;

/** What the index has of a call, however it went. */
class IndexObserverTest {
    private static final Instant NOW = Instant.parse("2026-11-20T09:10:00.123456Z");
    private static final Verification VALID =
            Verification.valid("+15551234567").withBrand(Optional.of(new Brand("ACME Corporation", "")));

    @TempDir
    private Path directory;

    private final ShippedFlow shipped = new ShippedFlow();
    private final AtomicInteger leftOut = new AtomicInteger();
    private final AtomicLong nanoTime = new AtomicLong();
    private Path file;
    private CallIndex index;
    private IndexObserver observer;

    @BeforeEach
    void open() {
        file = directory.resolve("calls.db");
        index = CallIndex.start(new IndexConfig(file, Duration.ofDays(36_500), 1 << 30, 1000), IndexListener.NONE);
        observer = new IndexObserver(
                RowSink.of(index),
                new RefusedRows(12, () -> NumberingPlan.UNKNOWN, leftOut::incrementAndGet, nanoTime::get));
        shipped.observedBy(observer);
    }

    @AfterEach
    void close() {
        index.close();
        shipped.close();
    }

    private List<Map<String, Object>> rows() throws IOException {
        index.close();
        return new IndexReader(file)
                .search(Query.ALL).calls().stream().map(RowFields::known).toList();
    }

    /** The one row, without what differs from run to run. */
    private Map<String, Object> row() throws IOException {
        var rows = rows();
        assertEquals(1, rows.size(), rows::toString);
        var row = new HashMap<>(rows.get(0));
        row.remove("uuid");
        return row;
    }

    private static Map<String, Object> also(Map<String, Object> fields) {
        var all = new HashMap<String, Object>(Map.of(
                "time", NOW.toString(),
                "call_id", "call-1",
                "caller", "+15551234567",
                "callee", "+14155551234",
                "source", "192.0.2.1",
                "transport", "UDP",
                "time_ms", 125L));
        all.putAll(fields);
        return all;
    }

    private static FakeCall at(FakeCall call) {
        return call.received(NOW, Duration.ofMillis(125));
    }

    @Test
    void aRedirectedCallHasWhoItIsAndWhereItWent() throws IOException {
        shipped.flow(VALID).onInvite(at(FakeCall.withCredentials()));

        var row = row();
        row.remove("iat_age"); // the credentials are made now
        assertEquals(
                also(Map.of(
                        "outcome", "valid",
                        "brand", "ACME Corporation",
                        "signer", org.sipverify.app.cli.DemoSigner.KID,
                        "decision", "redirect",
                        "rule", "on-valid",
                        "code", 302,
                        "target", "sip:+14155551234@pbx.example:5060")),
                row);
    }

    @Test
    void aRejectedCallHasTheReason() throws IOException {
        shipped.flow(VALID).onInvite(at(FakeCall.bare()));

        assertEquals(also(Map.of("outcome", "none", "decision", "reject", "rule", "on-none", "code", 400)), row());
    }

    @Test
    void anErrorIsThere() throws IOException {
        shipped.flow(Verification.error(NoVerdict.VERIFIER_TIMEOUT)).onInvite(at(FakeCall.withCredentials()));

        assertEquals("VERIFIER_TIMEOUT", row().get("error"));
    }

    @Test
    void anObservingPolicySaysWhatItWouldHaveDone() throws IOException {
        shipped.flow(VALID, "", ShippedFlow.policy("mode = observe")).onInvite(at(FakeCall.bare()));

        var row = row();
        assertEquals("redirect", row.get("decision"));
        assertEquals("reject", row.get("would"));
    }

    @Test
    void anAnswerThatCouldNotBeSentIsAFailure() throws IOException {
        shipped.flow(VALID)
                .onInvite(at(FakeCall.bare()).answered(sent -> new Delivery(Delivery.Kind.NOT_SENT, sent.status())));

        var row = row();
        assertEquals("failed", row.get("decision"));
        assertEquals(0, row.get("code"));
    }

    @Test
    void aCallThatTheCallerGaveUpIsCancelled() throws IOException {
        shipped.flow(VALID).onInvite(at(FakeCall.withCredentials()).cancelled());

        assertEquals(also(Map.of("decision", "cancelled", "code", 487)), row());
    }

    private static Policy bridging() {
        return ShippedFlow.policy(
                "on-valid { action = bridge, destination-template = [\"sip:{dest}@a.example\", \"sip:{dest}@b.example\"] }");
    }

    @Test
    void aBridgedCallHasTheTargetThatAnsweredAndItsAnswer() throws IOException {
        var call = at(FakeCall.withCredentials().named());
        shipped.flow(VALID, "", bridging()).onInvite(call);

        call.watched.dialled("leg-1", "sip:+14155551234@a.example");
        call.watched.dialled("leg-2", "sip:+14155551234@b.example");
        call.watched.answered();
        call.watched.ended(new CallEnd(Party.CALLEE, true, new Status(200, "")));
        call.watched.over();
        call.end();

        var row = row();
        assertEquals("bridge", row.get("decision"));
        assertEquals("on-valid", row.get("rule"));
        assertEquals(200, row.get("code"));
        assertEquals("sip:+14155551234@b.example", row.get("target"));
    }

    @Test
    void aBridgedCallThatNobodyAnsweredHasTheRefusal() throws IOException {
        var call = at(FakeCall.withCredentials().named());
        shipped.flow(VALID, "", bridging()).onInvite(call);

        call.watched.dialled("leg-1", "sip:+14155551234@a.example");
        call.watched.ended(new CallEnd(Party.CALLEE, false, new Status(486, "Busy Here")));
        call.watched.over();

        var row = row();
        assertEquals("bridge", row.get("decision"));
        assertEquals(486, row.get("code"));
    }

    /** The verifier never answers, and the call ends all the same. */
    @Test
    void aCallOnWhichNobodyDecidedHasARowWhenItEnds() throws IOException {
        var call = at(FakeCall.withCredentials());
        shipped.flow((credentials, context, then) -> () -> {}).onInvite(call);
        call.end();

        var row = row();
        assertEquals("failed", row.get("decision"));
    }

    @Test
    void whatLooksLikeACredentialIsMasked() throws IOException {
        var call = at(FakeCall.bare().between("+15551234567", "sip:alice:s3cretPassw0rd@pbx.example"));
        shipped.flow(VALID).onInvite(call);

        assertEquals(false, rows().toString().contains("s3cretPassw0rd"));
    }

    @ParameterizedTest
    @CsvSource({
        "<sip:+15551234567@a.example>;tag=1, +15551234567",
        "<sip:+15551234567@a.example, +15551234567",
        "?, ",
        "'', ",
        "\"a\" <tel:+15551234567;x=y>, +15551234567",
        "sip:bob@, bob",
    })
    void aRefusedInviteIsFoundByWhatCanBeReadOfIt(String from, String number) throws IOException {
        observer.refused(refused("192.0.2.1", false, from, "INVITE"));

        var expected = new HashMap<String, Object>(Map.of(
                "time", NOW.toString(),
                "call_id", "call-9",
                "callee", "+14155551234",
                "source", "192.0.2.1",
                "transport", "TCP",
                "error", "malformed From",
                "decision", "refused",
                "code", 400,
                "time_ms", 0L));
        if (number != null) {
            expected.put("caller", number);
        }
        assertEquals(expected, row());
    }

    @Test
    void aFloodHasARowForSomeAndAllowedSourcesHaveAllOfTheirs() throws IOException {
        for (int i = 0; i < 10; i++) {
            observer.refused(refused("192.0.2.1", false, "?", "a" + i));
            observer.refused(refused("192.0.2." + i, false, "?", "b" + i));
            observer.refused(refused("203.0.113." + i, false, "?", "c" + i));
            observer.refused(refused("198.51.100.1", true, "?", "d" + i));
        }
        assertEquals(30 - 12, leftOut.get(), "two of one source, and twelve of all");

        nanoTime.set(Duration.ofMinutes(1).toNanos());
        observer.refused(refused("192.0.2.1", false, "?", "next"));

        assertEquals(12 + 10 + 1, rows().size());
    }

    /** A source that may not call, a merged request, no room: each with its status and its reason. */
    @ParameterizedTest
    @CsvSource({"403, source not allowed", "482, merged request", "503, too many calls"})
    void aRefusalHasItsStatusAndItsReason(int status, String reason) throws IOException {
        observer.refused(refused("192.0.2.1", false, "<sip:+15551234567@a.example>", "INVITE", status, reason));

        assertEquals(List.of(status, reason), List.of(row().get("code"), row().get("error")));
    }

    @Test
    void aRetransmissionHasTheRowOfTheFirst() throws IOException {
        observer.refused(refused("192.0.2.1", true, "?", "same"));
        observer.refused(refused("192.0.2.1", true, "?", "same"));

        assertEquals(1, rows().size());
    }

    private static RefusedInvite refused(String source, boolean isNamed, String from, String message) {
        return refused(source, isNamed, from, message, 400, "malformed From");
    }

    private static RefusedInvite refused(
            String source, boolean isNamed, String from, String message, int status, String reason) {
        var arrival = new Invite.Arrival(new InetSocketAddress(source, 5060), Transport.TCP, NOW, List.of());
        return new RefusedInvite(
                arrival,
                isNamed,
                status,
                reason,
                () -> new RefusedInvite.Claimed("call-9", from, "<sip:+14155551234@pbx.example>"),
                message.getBytes(UTF_8));
    }
}

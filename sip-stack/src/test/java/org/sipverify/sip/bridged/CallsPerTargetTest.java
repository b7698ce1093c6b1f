package org.sipverify.sip.bridged;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;
import static org.sipverify.sip.bridged.Phone.SDP;
import static org.sipverify.sip.bridged.Phone.field;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sipverify.sip.TargetConfig;
import org.sipverify.sip.TargetConfig.Probing;
import org.sipverify.sip.client.OutboundConfig;
import org.sipverify.sip.targets.TargetTable;
import org.sipverify.testkit.Eventually;

/** A target takes one call, so that the next one passes it over. */
class CallsPerTargetTest extends BridgedServer {
    private TargetTable targets;
    private List<String> called = List.of();
    private Phone other;

    @Override
    void bridge(OutboundConfig settings) {
        var limited = new OutboundConfig(
                settings.dns(), settings.connectTimeout(), settings.credentials(), new TargetConfig(Probing.OFF, 1));
        targets = server.bridgeCalls(limited, SESSIONS);
    }

    @Override
    List<String> targets() {
        return called;
    }

    @BeforeEach
    void callBob() throws IOException {
        called = List.of(bob.uri());
        other = new Phone(port);
    }

    @AfterEach
    void noCallIsCounted() {
        other.close();
        Eventually.isTrue(() -> targets.withCalls() == 0, () -> targets.withCalls() + " have calls");
    }

    private String rings() throws IOException {
        alice.invite(SDP);
        var invite = bob.expect("INVITE ");
        bob.respond(invite, "180 Ringing", "");
        alice.expect("SIP/2.0 180");
        return invite;
    }

    private void declines(String invite) throws IOException {
        bob.respond(invite, "603 Decline", "");
        bob.expect("ACK ");
        alice.ackOf(alice.expect("SIP/2.0 603"));
    }

    private void otherIsRefused() throws IOException {
        other.invite(SDP);
        var refusal = other.expect("SIP/2.0 503");
        assertEquals("5", field(refusal, "Retry-After"));
        other.ackOf(refusal);
    }

    @Test
    void oneCallMoreIsRefusedForAWhile() throws Exception {
        targets.watch(called);
        var invite = rings();
        assertEquals(1, targets.watched().get(0).calls());
        otherIsRefused();
        declines(invite);
        Eventually.isTrue(() -> targets.watched().get(0).calls() == 0);
    }

    @Test
    void oneCallMoreGoesToTheNextTarget() throws Exception {
        var invite = rings();
        called = List.of(bob.uri(), carol.uri());
        other.invite(SDP);
        carol.respond(carol.expect("INVITE "), "603 Decline", "");
        carol.expect("ACK ");
        other.ackOf(other.expect("SIP/2.0 603"));
        declines(invite);
    }

    /** The transport and the user make no difference. */
    @Test
    void theLimitIsThatOfHostAndPort() throws Exception {
        var invite = rings();
        called = List.of("sip:carol@127.0.0.1:" + bob.port() + ";transport=tcp");
        otherIsRefused();
        declines(invite);
    }

    @Test
    void aFailureOfAnotherTargetIsLessThanThat() throws Exception {
        var invite = rings();
        called = List.of(carol.uri(), bob.uri());
        other.invite(SDP);
        carol.respond(carol.expect("INVITE "), "503 Service Unavailable", "");
        carol.expect("ACK ");
        var refusal = other.expect("SIP/2.0 503");
        assertEquals("5", field(refusal, "Retry-After"));
        other.ackOf(refusal);
        declines(invite);
    }

    /** What happens between the first call and the end of it. */
    @FunctionalInterface
    private interface End {
        void of(CallsPerTargetTest test, String invite) throws Exception;
    }

    @ParameterizedTest
    @MethodSource
    void thePlaceIsFreeAgainAfterEachEnd(End end) throws Exception {
        end.of(this, rings());
        Eventually.isTrue(() -> targets.withCalls() == 0, () -> targets.withCalls() + " have calls");
    }

    static Stream<Arguments> thePlaceIsFreeAgainAfterEachEnd() {
        return Stream.of(
                row("refused", CallsPerTargetTest::declines),
                row("cancelled", (test, invite) -> {
                    test.alice.cancel();
                    test.alice.ackOf(test.alice.expect("SIP/2.0 487"));
                    test.bob.respond(test.bob.expect("CANCEL "), "200 OK", "");
                    test.bob.respond(invite, "487 Request Terminated", "");
                    test.bob.expect("ACK ");
                }),
                row("hung up by the caller", (test, invite) -> {
                    test.answer(invite);
                    test.alice.send("BYE", "");
                    test.bob.respond(test.bob.expect("BYE "), "200 OK", "");
                    test.alice.expect("SIP/2.0 200");
                }),
                row("hung up by the callee", (test, invite) -> {
                    test.answer(invite);
                    test.bob.send("BYE", "");
                    test.bob.expect("SIP/2.0 200");
                    test.alice.respond(test.alice.expect("BYE "), "200 OK", "");
                }),
                row("ended by the server", (test, invite) -> {
                    test.answer(invite);
                    var closing = new Thread(test.server::close);
                    closing.start();
                    test.bob.respond(test.bob.expect("BYE "), "200 OK", "");
                    test.alice.respond(test.alice.expect("BYE "), "200 OK", "");
                    closing.join();
                }));
    }

    private static Arguments row(String name, End end) {
        return argumentSet(name, end);
    }

    private void answer(String invite) throws IOException {
        bob.respond(invite, "200 OK", SDP);
        alice.expect("SIP/2.0 200");
        alice.ack("");
        bob.expect("ACK ");
    }

    @Test
    void aTargetThatFailedHasItsPlaceAgain() throws Exception {
        ringTimeout = Duration.ofSeconds(2);
        responseTimeout = Duration.ofMillis(300);
        called = List.of(bob.uri(), carol.uri());
        alice.invite(SDP);
        bob.expect("INVITE ");
        var second = carol.expect("INVITE ");
        Eventually.isTrue(() -> targets.withCalls() == 1);
        carol.respond(second, "603 Decline", "");
        carol.expect("ACK ");
        alice.ackOf(alice.expect("SIP/2.0 603"));
    }
}

package org.sipverify.sip.bridged;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sipverify.sip.bridged.Phone.SDP;
import static org.sipverify.sip.bridged.Phone.field;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sipverify.sip.SipMeter;
import org.sipverify.sip.TargetConfig;
import org.sipverify.sip.TargetConfig.Probing;
import org.sipverify.sip.client.OutboundConfig;
import org.sipverify.sip.targets.TargetState;
import org.sipverify.sip.targets.TargetState.Health;
import org.sipverify.sip.targets.TargetTable;
import org.sipverify.sip.targets.WatchedTarget;
import org.sipverify.testkit.CapturedLog;
import org.sipverify.testkit.Eventually;

/** Targets are asked by OPTIONS whether they are there, and calls pass over those that are not. */
class ProbesTest extends BridgedServer {
    /** As often as the timers allow; 300 ms are patience enough on one machine, and end before a retransmission. */
    private static final Probing OFTEN = new Probing(Duration.ofMillis(300), Duration.ofMillis(300), 2, 1);

    private final BlockingQueue<String> skipped = new LinkedBlockingQueue<>();
    private TargetTable targets;

    ProbesTest() {
        meter = new SipMeter() {
            @Override
            public void targetSkipped(String target, Skipped why) {
                skipped.add(target + " " + why);
            }
        };
    }

    @Override
    void bridge(OutboundConfig settings) {
        var probed = new OutboundConfig(
                settings.dns(), settings.connectTimeout(), settings.credentials(), new TargetConfig(OFTEN, 0));
        targets = server.bridgeCalls(probed, SESSIONS);
    }

    @Override
    List<String> targets() {
        return List.of(bob.uri(), carol.uri());
    }

    private TargetState state(Phone phone) {
        return targets.watched().stream()
                .filter(target -> target.name().equals(name(phone)))
                .map(WatchedTarget::state)
                .findFirst()
                .orElseThrow();
    }

    private static String name(Phone phone) {
        return phone.uri().replace("bob@", "");
    }

    private void becomes(Phone phone, Health health) {
        Eventually.isTrue(() -> state(phone).health() == health, () -> phone.uri() + " is " + state(phone));
    }

    private void becomesDown(Phone phone) {
        targets.watch(List.of(phone.uri()));
        becomes(phone, Health.DOWN);
    }

    /** Answers each probe until that is known. */
    private void answers(Phone phone, String status, Health health, String reason) throws IOException {
        targets.watch(List.of(phone.uri()));
        while (state(phone).health() != health || !state(phone).reason().equals(reason)) {
            phone.respond(phone.expect("OPTIONS "), status, "", "WWW-Authenticate: Digest realm=\"a\", nonce=\"b\"");
        }
    }

    private void takesTheCall(Phone callee) throws IOException {
        refused(callee, callee.expect("INVITE "), "603 Decline");
    }

    private void refused(Phone callee, String invite, String status) throws IOException {
        callee.respond(invite, status, "");
        callee.expect("ACK ");
        alice.ackOf(alice.expect("SIP/2.0 " + status.substring(0, 3)));
    }

    @Test
    void aProbeIsARequestOfItsOwn() throws Exception {
        targets.watch(List.of("sip:+14155551234@127.0.0.1:" + bob.port() + ";user=phone"));
        var first = bob.expect("OPTIONS ");
        bob.respond(first, "200 OK", "");
        var second = bob.expect("OPTIONS ");

        assertTrue(first.startsWith("OPTIONS " + name(bob) + " SIP/2.0\r\n"), first);
        assertEquals("<" + name(bob) + ">", field(first, "To"));
        assertTrue(field(first, "From").startsWith("<sip:probe@127.0.0.1>;tag="), first);
        assertEquals("<sip:probe@127.0.0.1:" + port + ">", field(first, "Contact"));
        assertEquals("70", field(first, "Max-Forwards"));
        assertEquals("0", field(first, "Content-Length"));
        assertNotEquals(field(first, "Call-ID"), field(second, "Call-ID"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "200 OK",
                "302 Moved",
                "401 Unauthorized",
                "403 Forbidden",
                "404 Not Found",
                "405 Method Not Allowed",
                "407 Proxy Authentication Required",
                "501 Not Implemented",
                "603 Decline"
            })
    void aTargetThatAnswersIsUp(String status) throws Exception {
        answers(bob, status, Health.UP, "");
        assertTrue(state(bob).responseTime().isPresent());
    }

    @ParameterizedTest
    @ValueSource(strings = {"408 Request Timeout", "480 Temporarily Unavailable", "500 Error", "503 Unavailable"})
    void aTargetThatSaysItIsUnavailableIsDown(String status) throws Exception {
        answers(bob, status, Health.DOWN, "it answers " + status.substring(0, 3));
        assertTrue(state(bob).responseTime().isEmpty());
    }

    @Test
    void aTargetThatIsDownIsPassedOverUntilItIsUp() throws Exception {
        try (var log = new CapturedLog(WatchedTarget.class.getName())) {
            becomesDown(bob);
            alice.invite(SDP);
            takesTheCall(carol);
            assertEquals(List.of(name(bob) + " DOWN"), List.copyOf(skipped));

            answers(bob, "200 OK", Health.UP, "");
            targets.close(); // it stays so
            alice.close();
            alice = new Phone(port);
            alice.invite(SDP);
            takesTheCall(bob);
            assertEquals(2, log.lines().size(), log.lines()::toString);
            assertTrue(log.lines().get(0).startsWith("WARN target " + name(bob) + " is down: 2 probes in a row"));
            assertEquals(
                    "INFO target " + name(bob) + " is up again: it answers 200",
                    log.lines().get(1));
        }
    }

    @Test
    void whereAllAreDownTheyAreTriedInOrder() throws Exception {
        targets.watch(targets());
        becomes(bob, Health.DOWN);
        becomes(carol, Health.DOWN);
        alice.invite(SDP);
        bob.respond(bob.expect("INVITE "), "503 Service Unavailable", "");
        bob.expect("ACK ");
        takesTheCall(carol);
        assertEquals(List.of(), List.copyOf(skipped));
    }

    @Test
    void oneThatIsDownIsNotTriedAfterOneThatIsUp() throws Exception {
        becomesDown(carol);
        alice.invite(SDP);
        refused(bob, bob.expect("INVITE "), "500 Server Internal Error");
        assertEquals(List.of(name(carol) + " DOWN"), List.copyOf(skipped));
    }

    @Test
    void aTargetThatIsNotLocatedIsDownWithThatReason() {
        targets.watch(List.of("sip:nowhere.invalid:5060;transport=udp"));
        var target = targets.watched().get(0);
        Eventually.isTrue(() -> target.state().isDown());
        assertTrue(
                target.state().reason().contains("nowhere.invalid"),
                target.state().reason());
    }

    @Test
    void whatIsKnownOutlivesAnotherPolicy() throws Exception {
        becomesDown(bob);
        targets.watch(targets());
        assertEquals(Health.DOWN, state(bob).health());
        assertEquals(Health.UNKNOWN, state(carol).health());

        targets.watch(List.of(carol.uri()));
        alice.invite(SDP);
        takesTheCall(bob);
        assertTrue(bob.isSilentFor(700), "it is probed no more");
    }

    @Test
    void aServerThatDrainsProbesNoTarget() throws Exception {
        targets.watch(targets());
        bob.expect("OPTIONS ");
        server.drain(Duration.ofSeconds(10));
        targets.watch(List.of(alice.uri()));
        assertTrue(alice.isSilentFor(700));
        Eventually.isTrue(() -> server.clientTransactions() == 0);
        restart();
    }

    /** A server that drains takes no calls any more. */
    private void restart() throws Exception {
        server.close();
        alice.close();
        bob.close();
        carol.close();
        open();
    }
}

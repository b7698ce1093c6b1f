package org.sipverify.sip.stack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sipverify.sip.Answer;
import org.sipverify.sip.testbed.CountingMeter;
import org.sipverify.sip.testbed.Samples;
import org.sipverify.sip.testbed.WaitingHandler;
import org.sipverify.sip.transport.Transport;
import org.sipverify.sip.transport.TransportMeter.Loss;
import org.sipverify.testkit.FreePort;
import org.sipverify.testkit.Message;
import org.sipverify.testkit.TcpPeer;
import org.sipverify.testkit.UdpPeer;

/** What a forged request can bring its victim: one answer, at most three times as large as the request. */
class UdpAnswerTest {
    private static final Answer MOVED = new Answer(302, "Moved Temporarily")
            .with("X-VVP-Status", "VALID")
            .with("X-VVP-Brand-Name", "ACME Corporation")
            .with("X-VVP-Brand-Logo", "https://cdn.acme.example/a/rather/long/way/to/the/logo/of/it.png")
            .with("Contact", "<sip:+14155551234@pbx.example>")
            .withExpendable("P-VVP-Passport", "e".repeat(1000));

    private final CountingMeter meter = new CountingMeter();
    private final CountDownLatch trying = new CountDownLatch(1);
    private int port;
    private UdpPeer caller;
    private SipServer server;

    @BeforeEach
    void open() throws Exception {
        port = FreePort.next();
        caller = new UdpPeer(port);
    }

    @AfterEach
    void close() {
        caller.close();
        server.close();
    }

    @Test
    void aSilentSourceGetsOneAnswerAndOneMoreForEachRepetition() throws Exception {
        start("");
        var invite = padded(1000);

        caller.send(invite);
        var first = caller.receiveFinal();
        assertEquals(Optional.empty(), caller.receiveWithin(3600), "Timer G fires after 0.5, 1.5 and 3.5 s");
        caller.send(invite);
        var again = caller.receive();

        assertEquals(first, again);
        assertEquals(Optional.empty(), caller.receiveWithin(700));
        assertEquals(0, meter.lostSoFar(Loss.AMPLIFICATION));
    }

    @ParameterizedTest
    @MethodSource("whoCannotBeForgedOrIsTrustedGetsTheAnswerUntilTheAck")
    void theSameGetARefusalThatIsLargerThanTheRequest(String settings) throws Exception {
        start(settings);
        var request = """
                OPTIONS a:b SIP/7.0
                v:SIP/2.0/UDP 127.0.0.1:%d;branch=b
                f:<sip:a@b>;tag=1
                t:<sip:c@d>
                i:x
                CSeq:1 OPTIONS

                """.formatted(caller.port()).replace("\n", "\r\n");

        caller.send(request);
        var refusal = caller.receive();

        assertTrue(refusal.startsWith("SIP/2.0 505 Version Not Supported"), refusal);
        assertTrue(refusal.length() > request.length(), refusal);
    }

    @ParameterizedTest
    @MethodSource
    void whoCannotBeForgedOrIsTrustedGetsTheAnswerUntilTheAck(String settings) throws Exception {
        start(settings);
        var invite = Message.of("INVITE", caller.port());

        caller.send(invite.toString());
        var first = caller.receiveFinal();

        assertTrue(first.contains("P-VVP-Passport"), "larger than the request: " + first);
        assertEquals(first, caller.receive(), "Timer G");
        caller.send(invite.as("ACK").toString());
    }

    static Stream<Arguments> whoCannotBeForgedOrIsTrustedGetsTheAnswerUntilTheAck() {
        return Stream.of(
                argumentSet("on the list", "allow = [127.0.0.0/8]"),
                argumentSet("the operator does not mind", "no-amplification = false"));
    }

    @Test
    void anAnswerOverTcpMayBeLarger() throws Exception {
        start("");
        try (var trunk = new TcpPeer(port)) {
            trunk.write(trunk.request("INVITE").toString());

            assertTrue(trunk.read().contains("P-VVP-Passport"));
        }
    }

    @ParameterizedTest
    @MethodSource
    void noAnswerIsLargerThanThreeRequests(String request, String holds) throws Exception {
        start("");
        var sent = request.replace("PORT", Integer.toString(caller.port()));

        caller.send(sent);

        var answers = answers(holds);
        answers.forEach(answer -> assertTrue(answer.length() <= 3 * sent.length(), answer));
        assertEquals(!holds.isEmpty(), answers.stream().anyMatch(answer -> answer.contains(holds)), answers.toString());
        answers.removeIf(answer -> answer.startsWith("SIP/2.0 100"));
        assertTrue(answers.size() <= 1, answers.toString());
    }

    /** Those up to the one that holds this, and those that come soon after it. */
    private List<String> answers(String holds) throws Exception {
        var answers = new ArrayList<String>();
        while (answers.stream().noneMatch(answer -> answer.contains(holds)) && !holds.isEmpty()) {
            answers.add(caller.receive());
        }
        for (var answer = caller.receiveWithin(600); answer.isPresent(); answer = caller.receiveWithin(600)) {
            answers.add(answer.get());
        }
        return answers;
    }

    static Stream<Arguments> noAnswerIsLargerThanThreeRequests() {
        var invite = Message.of("INVITE", 0).via("SIP/2.0/UDP 127.0.0.1:PORT").toString();
        var tiny = """
                INVITE sip:a SIP/2.0
                v:SIP/2.0/UDP x:PORT;branch=z9hG4bK%d
                f:<sip:a@b>;tag=1
                t:<sip:a@b>
                i:%d
                CSeq:1 INVITE
                %s
                """.replace("\n", "\r\n");
        return Stream.of(
                argumentSet("an ordinary INVITE", invite, "Contact: <sip:+14155551234@pbx.example>"),
                argumentSet("the status is left in it", invite, "X-VVP-Status: VALID"),
                argumentSet("OPTIONS", options(), "Allow: INVITE, ACK, CANCEL, OPTIONS"),
                argumentSet("REGISTER", options().replace("OPTIONS", "REGISTER"), "405 "),
                argumentSet("BYE", options().replace("OPTIONS", "BYE"), "481 "),
                argumentSet("without Max-Forwards", options().replace("Max-Forwards: 70\r\n", ""), "200 "),
                argumentSet("unsound", invite.replace("CSeq: 1", "CSeq: x"), "400 "),
                argumentSet("slow, so that the stack says 100", padded(500, "X-Wait: yes"), "302 "),
                argumentSet("compact", tiny.formatted(1, 1, "m:<sip:a@b>;x=" + "y".repeat(60) + "\r\n"), "302 "),
                argumentSet("tiny", tiny.formatted(2, 2, ""), "302 "));
    }

    @Test
    void whatDoesNotFitIsCounted() throws Exception {
        start("");

        caller.send(Message.of("INVITE", caller.port()).toString());
        caller.receiveFinal();

        assertEquals(1, meter.lostSoFar(Loss.ANSWER_CUT));
    }

    /** The repetition is what is answered: one large request must not open the way for many small ones. */
    @Test
    void aSmallerRepetitionGetsASmallerAnswer() throws Exception {
        start("");
        var large = padded(2500);
        var small = large.replaceFirst("X-Pad: .*\\r\\n", "");
        caller.send(large);
        assertTrue(caller.receiveFinal().contains("P-VVP-Passport"));

        caller.send(small);

        var again = caller.receive();
        assertTrue(again.startsWith("SIP/2.0 302 ") && again.getBytes(UTF_8).length <= 3 * small.length(), again);
        assertFalse(again.contains("P-VVP-Passport"), again);
    }

    @Test
    void aLostAnswerComesAgainToACallerWhoRepeatsItsInvite() throws Exception {
        start("");
        var lost = Message.of("INVITE", caller.port()).with("X-Wait: yes").toString();
        var answers = new ArrayList<String>();

        for (var i = 0; i < 40 && answers.size() < 2; i++) {
            caller.send(lost);
            caller.receiveWithin(500)
                    .filter(answer -> answer.startsWith("SIP/2.0 302"))
                    .ifPresent(answers::add);
        }

        assertEquals(2, answers.size(), answers.toString());
        assertEquals(answers.get(0), answers.get(1));
    }

    private static String options() {
        return Message.of("OPTIONS", 0).via("SIP/2.0/UDP 127.0.0.1:PORT").toString();
    }

    private String padded(int octets) {
        return Message.of("INVITE", caller.port())
                .with("X-Pad: " + "p".repeat(octets))
                .toString();
    }

    private static String padded(int octets, String field) {
        return Message.of("INVITE", 0)
                .via("SIP/2.0/UDP 127.0.0.1:PORT")
                .with("X-Pad: " + "p".repeat(octets))
                .with(field)
                .toString();
    }

    private void start(String settings) throws Exception {
        var both = Set.of(Transport.UDP, Transport.TCP);
        var config =
                Samples.config("127.0.0.1", port, both, "", 100, 7, 2000, Samples.LIMITS, Samples.admission(settings));
        server = SipServer.start(
                config,
                new WaitingHandler(call -> {
                    if (call.invite().headers().first("X-Wait").isPresent()) {
                        assertTrue(trying.await(20, TimeUnit.SECONDS), "the caller is not told 100");
                    }
                    call.answer(MOVED);
                }),
                meter,
                message -> {
                    if (new String(message.bytes(), UTF_8).startsWith("SIP/2.0 100 ")) {
                        trying.countDown();
                    }
                });
    }
}

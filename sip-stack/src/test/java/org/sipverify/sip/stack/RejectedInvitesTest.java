package org.sipverify.sip.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.stream.Stream;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sipverify.sip.SipMeter;
import org.sipverify.sip.admission.RejectedInvites;
import org.sipverify.sip.testbed.Samples;
import org.sipverify.sip.testbed.ServerAndCaller;
import org.sipverify.sip.trace.MessageTrace;
import org.sipverify.sip.transport.Transport;
import org.sipverify.testkit.CapturedLog;
import org.sipverify.testkit.Eventually;
import org.sipverify.testkit.Message;
import org.sipverify.testkit.TcpPeer;
import org.sipverify.testkit.UdpPeer;

/** An INVITE that is rejected before it becomes a call leaves a line. */
class RejectedInvitesTest extends ServerAndCaller {
    private static final String LOGGER = RejectedInvites.class.getName();

    private final AtomicLong time = new AtomicLong();
    private final CapturedLog log = new CapturedLog(LOGGER, Level.DEBUG);

    @AfterEach
    void stopLogging() {
        log.close();
    }

    @ParameterizedTest
    @MethodSource
    void theLineSaysWhyAndWhich(String invite, String status, String reason) throws Exception {
        serve("");

        caller.send(invite.replace("CALL-ID", "my-call@192.0.2.7"));

        Eventually.isTrue(() -> !log.lines().isEmpty());
        assertEquals(
                "INFO INVITE rejected: status=" + status + ", reason=" + reason
                        + ", call_id=my-call@192.0.2.7, source=127.0.0.1:" + caller.port(),
                log.lines().get(0));
    }

    static Stream<Arguments> theLineSaysWhyAndWhich() {
        var sound = Message.of("INVITE", 9).toString().replaceFirst("Call-ID: .*", "Call-ID: CALL-ID");
        return Stream.of(
                argumentSet("by the guard", sound.replaceFirst("From: .*", "From: ?"), "400", "malformed From"),
                argumentSet(
                        "behind an empty line", "\r\n" + sound.replace("CSeq: 1", "CSeq: x"), "400", "malformed CSeq"),
                argumentSet(
                        "another version", sound.replaceFirst("SIP/2.0", "SIP/7.0"), "505", "SIP version is not 2.0"),
                argumentSet("no SIP", sound.replaceFirst(" SIP/2.0", ""), "none", "malformed start line"),
                argumentSet(
                        "by the parser",
                        sound.replaceFirst("Max-Forwards: 70", "Require: ,"),
                        "400",
                        "malformed start line or header field"),
                argumentSet(
                        "by a rule of RFC 3261",
                        sound.replaceFirst("sip:\\S+", "http://x.example"),
                        "416",
                        "Unsupported URI Scheme"));
    }

    @Test
    void soDoesAStreamThatCannotBeFramed() throws Exception {
        serve("");
        try (var trunk = new TcpPeer(port)) {
            trunk.write(trunk.request("INVITE").toString().replaceFirst("Content-Length: 0", "Content-Length: x"));

            Eventually.isTrue(() -> !log.lines().isEmpty());
        }

        assertTrue(log.lines().get(0).startsWith("INFO INVITE rejected: status=400, reason=malformed Content-Length"));
    }

    @Test
    void aCallIdIsShownEscapedAndNotAtAnyLength() throws Exception {
        serve("");

        caller.send(unsound("a\\b, status=200 \u00e9" + "x".repeat(500)));

        Eventually.isTrue(() -> !log.lines().isEmpty());
        var line = log.lines().get(0);
        assertTrue(line.contains("call_id=a\\x5cb\\x2c\\x20status=200\\x20\\xc3\\xa9xxx"), line);
        assertTrue(line.contains("xxx..., source=") && line.length() < 300, line);
    }

    @Test
    void aSourceHasOneLineAMinuteAndThenTheNumberOfTheOthers() throws Exception {
        serve("");

        for (var i = 0; i < 5; i++) {
            caller.send(unsound("call-" + i));
            caller.receive();
        }
        time.addAndGet(TimeUnit.SECONDS.toNanos(60));
        caller.send(unsound("call-5"));
        caller.receive();

        assertEquals(6, log.lines().size(), log.lines()::toString);
        assertTrue(log.lines().subList(1, 5).stream().allMatch(line -> line.startsWith("DEBUG INVITE rejected: ")));
        var next = log.lines().get(5);
        assertTrue(next.startsWith("INFO ") && next.contains("call_id=call-5,") && next.endsWith(", left_out=4"), next);
    }

    @Test
    void manySourcesDoNotFillTheLog() throws Exception {
        serve("allow = [\"127.0.3.0/24\"], unknown = serve");

        for (var i = 0; i < 200; i++) {
            try (var source = new UdpPeer(port, "127.0.2." + (i + 1))) {
                source.send(unsound("call-" + i));
                source.receive();
            }
        }
        try (var named = new UdpPeer(port, "127.0.3.1")) {
            named.send(unsound("named"));
            named.receive();
        }

        assertEquals(
                101,
                log.lines().stream().filter(line -> line.startsWith("INFO ")).count());
        assertTrue(log.lines().get(200).startsWith("INFO "), "a named caller has its line");
    }

    @Test
    void otherRequestsLeaveNone() throws Exception {
        serve("");

        caller.send(Message.of("OPTIONS", 9).toString().replaceFirst("From: .*", "From: ?"));
        caller.receive();

        assertEquals(0, log.lines().size());
    }

    private static String unsound(String callId) {
        return Message.of("INVITE", 9)
                .toString()
                .replaceFirst("From: .*", "From: ?")
                .replaceFirst("Call-ID: .*", Matcher.quoteReplacement("Call-ID: " + callId));
    }

    private void serve(String admission) throws Exception {
        var both = Set.of(Transport.UDP, Transport.TCP);
        server = SipServer.start(
                Samples.config("127.0.0.1", port, both, "", 100, 7, 1300, Samples.LIMITS, Samples.admission(admission)),
                call -> call.answer(MOVED),
                SipMeter.NONE,
                MessageTrace.NONE,
                time::get);
    }
}

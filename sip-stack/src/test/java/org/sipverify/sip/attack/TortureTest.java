package org.sipverify.sip.attack;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.sipverify.sip.testbed.Samples;
import org.sipverify.sip.transport.Transport;
import org.sipverify.testkit.CapturedLog;
import org.sipverify.testkit.Eventually;
import org.sipverify.testkit.TcpPeer;
import org.sipverify.testkit.TortureMessage;

/** The messages of RFC 4475 against the running server, each over UDP and over TCP. */
class TortureTest {
    private static final Pattern TOP_VIA =
            Pattern.compile("(?im)^(via|v)(\\s*:\\s*SIP\\s*/\\s*2\\.0\\s*/\\s*)[A-Za-z]+");

    /** No answer at all: to responses, and to what cannot be answered or must not reach a table. */
    private static final int SILENCE = 0;

    /**
     * What each is answered. 400 and 505 refuse the message, 302 reached the call logic, and every other status is an
     * answer of the application. The one known difference from the oracle: a bad Date is nothing to a server that does
     * not act on it (BADDATE).
     */
    private static final Map<String, Integer> ANSWERS = Map.ofEntries(
            Map.entry("TC_WSINV", 481),
            Map.entry("TC_INTMETH", 405),
            Map.entry("TC_ESC01_V", 302),
            Map.entry("TC_ESCNULL_V", 405),
            Map.entry("TC_ESC02_V", 405),
            Map.entry("TC_LWSDISP_V", 200),
            Map.entry("TC_LONGREQ_V", 302),
            Map.entry("TC_DBLREQ", 405),
            Map.entry("TC_SEMIURI_V", 200),
            Map.entry("TC_TRANSPORTS_V", 200),
            Map.entry("TC_MPART01", 405),
            Map.entry("TC_UNREASON_V", SILENCE),
            Map.entry("TC_NOREASON_V", SILENCE),
            Map.entry("TC_SCALARLG_V", SILENCE),
            Map.entry("TC_BADDATE_V", 302),
            Map.entry("TC_REGBADCT_I", 405),
            Map.entry("TC_BADVERS_V", 505),
            Map.entry("TC_BIGCODE_V", SILENCE),
            Map.entry("TC_BADBRANCH_V", 200),
            Map.entry("TC_INSUF_I", SILENCE),
            Map.entry("TC_UNKSCM_V", 416),
            Map.entry("TC_NOVELSC_V", 416),
            Map.entry("TC_UNKSM2_V", 405),
            Map.entry("TC_BEXT01_V", 420),
            Map.entry("TC_INVUT_V", 302),
            Map.entry("TC_REGAUT01_V", 405),
            Map.entry("TC_BCAST_V", SILENCE),
            Map.entry("TC_ZEROMF_V", 200),
            Map.entry("TC_CPARAM01_V", 405),
            Map.entry("TC_CPARAM02_V", 405),
            Map.entry("TC_REGESCRT_V", 405),
            Map.entry("TC_SDP01_V", 302),
            Map.entry("TC_INV2543_I", 302),
            Map.entry("NO_VERSION", SILENCE));

    /** On a stream these wait for a body that never comes, or lack the length a stream needs. */
    private static final Set<String> STREAM_ONLY = Set.of("TC_CLERR_I", "TC_BADDN_I", "TC_INV2543_I");

    /** Many of the messages have the same branch, by which JAIN-SIP tells transactions apart; each is sent twice. */
    private static final AtomicInteger SENT = new AtomicInteger();

    private static AttackedServer server;
    private static CapturedLog errors;

    /** The messages are as in the RFC, and their Vias name ports that this machine need not have free. */
    @BeforeAll
    static void start() throws Exception {
        server = new AttackedServer(1000, Samples.LIMITS, Samples::forcingRport, Transport.UDP, Transport.TCP);
        errors = CapturedLog.everything();
    }

    @AfterAll
    static void stop() {
        errors.close();
        server.close();
        assertEquals(List.of(), errors.errors(), "nothing that a peer sends is an ERROR");
    }

    @TestFactory
    Stream<DynamicTest> overUdp() {
        return TortureMessage.all()
                .map(torture -> DynamicTest.dynamicTest(torture.name(), () -> {
                    try (var socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
                        var message = viaTransport(torture.bytes(), "UDP");
                        var calls = server.calls();
                        socket.send(new DatagramPacket(
                                message, message.length, InetAddress.getLoopbackAddress(), server.port()));

                        var expected = ANSWERS.getOrDefault(torture.name(), 400);
                        assertEquals(expected, status(socket, patience(expected)));
                        assertEquals(expected == 302 ? 1 : 0, server.calls() - calls);
                        server.stillServes();
                    }
                }));
    }

    /** A stream whose framing is lost ends, which is counted; the next connection is served all the same. */
    @TestFactory
    Stream<DynamicTest> whatIsInvalidOverTcpIsAnsweredOrCounted() {
        return TortureMessage.all()
                .map(torture -> DynamicTest.dynamicTest(torture.name(), () -> {
                    var message = viaTransport(torture.bytes(), "TCP");
                    var calls = server.calls();
                    var lost = server.lost();
                    try (var trunk = new TcpPeer(server.port())) {
                        trunk.write(message);
                        var expected = ANSWERS.getOrDefault(torture.name(), 400);
                        var answers = trunk.read(
                                messages(torture.name()), patience(waitsForMore(torture.name()) ? SILENCE : expected));

                        var statuses = answers.stream()
                                .map(answer -> Integer.parseInt(answer.substring(8, 11)))
                                .toList();
                        var asExpected = expected == SILENCE ? statuses.isEmpty() : statuses.contains(expected);
                        assertTrue(asExpected || STREAM_ONLY.contains(torture.name()), "answered " + statuses);
                        assertTrue(
                                expected == 302 || isTwoRequests(torture.name()) || server.calls() == calls,
                                "it reached the call logic");
                        if (statuses.isEmpty() && !waitsForMore(torture.name())) {
                            Eventually.isTrue(() -> server.lost() > lost); // silence is counted
                        }
                    }
                    server.stillServes();
                }));
    }

    /** A REGISTER, and behind it an INVITE, which as a datagram has none. */
    private static boolean isTwoRequests(String name) {
        return name.equals("TC_DBLREQ");
    }

    /** Its body is shorter than it says, so as a stream it is not over. */
    private static boolean waitsForMore(String name) {
        return name.equals("TC_CLERR_I") || name.equals("TC_BADDN_I");
    }

    /** What is behind the first is, on a stream, a second one; of another call, so their answers may overtake. */
    private static int messages(String name) {
        return name.equals("TC_DBLREQ") ? 2 : 1;
    }

    /** Milliseconds: silence is only known when it has lasted. */
    private static int patience(int expected) {
        return expected == SILENCE ? 300 : 20_000;
    }

    /** Of the next answer but 100, which a caller gets when this machine is slow. */
    private static int status(DatagramSocket socket, int patience) throws IOException {
        var packet = new DatagramPacket(new byte[65536], 65536);
        socket.setSoTimeout(patience);
        try {
            socket.receive(packet);
            var text = new String(packet.getData(), 0, packet.getLength(), ISO_8859_1);
            var status = Integer.parseInt(text.substring(8, 11));
            return status == 100 ? status(socket, patience) : status;
        } catch (SocketTimeoutException e) {
            return SILENCE;
        }
    }

    private static byte[] viaTransport(byte[] message, String transport) {
        return TOP_VIA.matcher(new String(message, ISO_8859_1))
                .replaceFirst("$1$2" + transport)
                .replaceFirst("(?im)^((?:call-id|i)\\s*:\\s*)", "$1" + SENT.incrementAndGet() + "-")
                .replaceAll("(?i)(branch\\s*=\\s*z9hG4bK)(?=\\S)", "$1" + SENT.incrementAndGet() + "x")
                .getBytes(ISO_8859_1);
    }
}

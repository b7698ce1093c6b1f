package org.sipverify.app;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sipverify.testkit.Message;
import org.sipverify.testkit.OldNameServer;
import org.sipverify.testkit.TcpPeer;
import org.sipverify.testkit.UdpPeer;
import org.sipverify.testkit.VerifierStandIn;

/** Messages of real peers that other servers have stumbled over, on the packaged server. Its vCons are judged too. */
class FieldReportsIT {
    private static final int PATIENCE = 60_000;

    @TempDir
    private static Path directory;

    private static VerifierStandIn verifier;
    private static PackagedServer server;

    @BeforeAll
    static void start() throws Exception {
        verifier = new VerifierStandIn();
        verifier.answers(200, VerifierStandIn.VALID);
        server = PackagedServer.start(directory, "verifier.url=" + verifier.url(), "numbers.region=US");
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
        verifier.close();
    }

    @ParameterizedTest
    @MethodSource
    void fieldsThatAreNotNeededMayBeAnything(String field) throws Exception {
        var answer = ask(invite().with(field));

        assertTrue(answer.startsWith("SIP/2.0 302 "), answer);
        assertTrue(answer.contains("\r\nX-VVP-Status: VALID\r\n"), answer);
    }

    static Stream<Arguments> fieldsThatAreNotNeededMayBeAnything() {
        return Stream.of(
                argumentSet("an option tag that is not known", "Require: 100rel"),
                argumentSet("Min-SE twice", "Min-SE: 300\r\nMin-SE: 90\r\nSession-Expires: 90\r\nx: 1800"),
                argumentSet("a charset", "Content-Type: application/sdp;charset=ISO-10646"),
                argumentSet("Latin-1", "P-Asserted-Identity: \"Jos\u00e9\" <sip:+15551234567@carrier.example>"),
                argumentSet("half a letter of UTF-8 at the end", "Subject: \u00e2\u0082"),
                argumentSet("9 KiB", "Identity: " + "a".repeat(4_600) + "." + "b".repeat(4_600) + ".c;ppt=shaken"),
                argumentSet("a product whose name begins like a scanner's", "User-Agent: SIPClient-macOS/0.1.0"),
                argumentSet("a baseline PASSporT beside the VVP one", "Identity: ..c2ln;info=<https://c.example>"));
    }

    @ParameterizedTest
    @MethodSource
    void numbersAreCompletedByRegion(String to, String contact) throws Exception {
        var answer = ask(invite().to(to));

        assertTrue(answer.contains("\r\nContact: <" + contact + ">\r\n"), answer);
    }

    static Stream<Arguments> numbersAreCompletedByRegion() {
        return Stream.of(
                argumentSet("national", "<sip:4155551234@pbx.example.com>", "sip:+14155551234@127.0.0.1:5060"),
                argumentSet("access code", "<sip:011442079460123@p.example>", "sip:+442079460123@127.0.0.1:5060"),
                argumentSet("a context", "<tel:5551234567;phone-context=+1>", "sip:+15551234567@127.0.0.1:5060"),
                argumentSet("an extension", "<sip:7042@pbx.example.com>", "sip:7042@127.0.0.1:5060"));
    }

    @ParameterizedTest
    @MethodSource
    void theIdentityOfOthersIsNoCredential(String identity) throws Exception {
        var answer = ask(Message.of("INVITE", 9).with(identity));

        assertTrue(answer.startsWith("SIP/2.0 400 "), answer);
        assertTrue(answer.contains("\r\nX-VVP-Error: Missing VVP verification headers\r\n"), answer);
    }

    static Stream<Arguments> theIdentityOfOthersIsNoCredential() {
        return Stream.of(
                argumentSet("a baseline PASSporT", "Identity: ..c2ln;info=<https://cert.example.org/p.cer>;alg=ES256"),
                argumentSet("nothing", "Identity:"),
                argumentSet("RFC 4474", "Identity: \"ZYNBbHC00VMZr2kZt6VmCvPonWJMGvQTBDqghoWeLxJ=\""));
    }

    @ParameterizedTest
    @MethodSource
    void aConnectionThroughAMiddleBoxIsServed(String before, String via) throws Exception {
        try (var trunk = new TcpPeer(server.sipPort)) {
            trunk.write(before + invite().via(via));

            var answer = trunk.read();
            assertTrue((answer.startsWith("SIP/2.0 100 ") ? trunk.read() : answer).startsWith("SIP/2.0 302 "), answer);
        }
    }

    static Stream<Arguments> aConnectionThroughAMiddleBoxIsServed() {
        return Stream.of(
                argumentSet("a load balancer ended TLS", "", "SIP/2.0/TLS 192.0.2.7:5061"),
                argumentSet("keep-alives with NUL", "\r\n\0\0", "SIP/2.0/TCP 192.0.2.7:5061"));
    }

    /** Keep-alives of user agents, of which a server that says nothing looks dead. */
    @ParameterizedTest
    @MethodSource
    void theShortestOptionsAreAnswered(String request) throws Exception {
        try (var peer = new UdpPeer(server.sipPort)) {
            peer.send(request.replace("PORT", Integer.toString(peer.port())));

            assertTrue(peer.receive().startsWith("SIP/2.0 200"));
        }
    }

    static Stream<Arguments> theShortestOptionsAreAnswered() {
        var keepAlive = """
                OPTIONS sip:127.0.0.1:5061 SIP/2.0
                Via: SIP/2.0/UDP 192.168.100.200:PORT;branch=z9hG4bK5526436
                From: sip:keepalive@example.com;tag=uloc-2-59fa1f9d-711-3-9968b2da-c2c36781
                To: sip:user@127.0.0.1:5061
                Call-ID: d9993f61-a1fd4752-73cdc76@192.168.100.200
                CSeq: 1 OPTIONS
                Content-Length: 0

                """.replace("\n", "\r\n");
        var tiny = """
                OPTIONS sip:a SIP/2.0
                v:SIP/2.0/UDP 10.0.0.1:PORT;branch=z9hG4bK1
                f:sip:k@e.com;tag=1
                t:sip:u@192.0.2.4
                i:d99
                CSeq:1 OPTIONS
                l:0

                """.replace("\n", "\r\n");
        return Stream.of(
                argumentSet("a registrar's", keepAlive),
                argumentSet("in short names", tiny),
                argumentSet("without the cookie of RFC 3261", keepAlive.replace("z9hG4bK5526436", "0")));
    }

    /** RFC 3261 section 18.2.2: the address is the packet's, the port that of the Via. */
    @Test
    void anAnswerGoesToThePortOfTheVia() throws Exception {
        try (var sending = new UdpPeer(server.sipPort);
                var listening = new UdpPeer(server.sipPort)) {
            sending.send(Message.of("OPTIONS", 0)
                    .via("SIP/2.0/UDP 192.168.100.200:" + listening.port())
                    .toString());

            assertTrue(listening.receive().startsWith("SIP/2.0 200"));
        }
    }

    @Test
    void twoRequestsOfOneBranchAndTwoCallsAreTwo() throws Exception {
        try (var peer = new UdpPeer(server.sipPort)) {
            for (var i = 0; i < 2; i++) {
                var request = Message.of("OPTIONS", 0).branch("z9hG4bK-one");
                peer.send(request.toString());

                var answer = peer.receive();
                assertTrue(answer.contains("\r\nCall-ID: " + request.callId() + "\r\n"), answer);
            }
        }
    }

    @Test
    void aCallerThatHasShutDownItsOutputGetsItsAnswer() throws Exception {
        try (var trunk = new TcpPeer(server.sipPort)) {
            trunk.write(invite().via("SIP/2.0/TCP 127.0.0.1:" + trunk.port()).toString());
            trunk.saysNoMore();

            var answer = trunk.read();
            assertTrue((answer.startsWith("SIP/2.0 100 ") ? trunk.read() : answer).startsWith("SIP/2.0 302 "), answer);
        }
    }

    @Test
    void aNameServerThatDoesNotKnowEdnsLeadsToTheServer() throws Exception {
        try (var dns = new OldNameServer(server.sipPort, 1, true)) {
            var name = "127.0.0.1:" + dns.address().getPort();

            var ran = Ran.command("call", "none", "--server", "sip:example.test", "-Dsip.dns.servers.0=" + name);

            assertEquals(0, ran.code(), ran.err());
            assertTrue(ran.out().contains("400 Bad Request"), ran.out());
            assertTrue(dns.refused() > 0);
        }
    }

    @ParameterizedTest
    @MethodSource
    void whatTheServerActsOnMustBeSound(Message message, String status) throws Exception {
        assertEquals(status, ask(message).substring(8, 11));
    }

    static Stream<Arguments> whatTheServerActsOnMustBeSound() {
        return Stream.of(
                argumentSet("two From", invite().with("f: <sip:x@y>;tag=1"), "400"),
                argumentSet("Latin-1 in From", Message.of("INVITE", 9).to("\"Jos\u00e9\" <sip:a@b>"), "400"),
                argumentSet("an extension for OPTIONS", Message.of("OPTIONS", 9).with("Require: gruu"), "420"),
                argumentSet(
                        "an emergency call has no VVP", Message.of("INVITE", 9).uri("urn:service:sos"), "400"),
                argumentSet("another scheme", invite().uri("http://x.example"), "416"));
    }

    private static Message invite() {
        return Message.of("INVITE", 9).with(CallsIT.signed().replace("\n", "\r\n"));
    }

    /** The final response to a message, each of whose characters is one octet. */
    private static String ask(Message message) throws Exception {
        try (var socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            socket.setSoTimeout(PATIENCE);
            message.via("SIP/2.0/UDP 127.0.0.1:" + socket.getLocalPort() + ";rport");
            var request = message.toString().getBytes(ISO_8859_1);
            socket.send(new DatagramPacket(request, request.length, InetAddress.getLoopbackAddress(), server.sipPort));
            while (true) {
                var answer = new DatagramPacket(new byte[65_536], 65_536);
                socket.receive(answer);
                var text = new String(answer.getData(), 0, answer.getLength(), ISO_8859_1);
                if (!text.startsWith("SIP/2.0 1")) {
                    socket.send(ack(message));
                    return text;
                }
            }
        }
    }

    private static DatagramPacket ack(Message message) {
        var text = message.as("ACK").toString().getBytes(ISO_8859_1);
        return new DatagramPacket(text, text.length, InetAddress.getLoopbackAddress(), server.sipPort);
    }
}

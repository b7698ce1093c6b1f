package org.sipverify.sip.admission;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.io.IOException;
import java.net.BindException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sipverify.sip.transport.EventLoops;
import org.sipverify.sip.transport.TransportMeter;
import org.sipverify.sip.transport.UdpSocket;
import org.sipverify.testkit.FreePort;

/** The kernel itself runs the program: two sockets of one port, and datagrams from several addresses. */
class SourceProgramTest {
    private static final String IPV4 = "127.0.0.1";
    private static final String IPV6 = "::1";

    private final EventLoops loops = new EventLoops(1);
    private final BlockingQueue<String> received = new LinkedBlockingQueue<>();

    @AfterEach
    void close() {
        loops.close();
    }

    static Stream<Arguments> sources() {
        return Stream.of(
                argumentSet("one address", List.of("127.0.0.2"), IPV4, List.of("127.0.0.2")),
                argumentSet("another address", List.of("127.0.0.2"), IPV4, List.of()),
                argumentSet("a network", List.of("127.0.0.2/31"), IPV4, List.of("127.0.0.2", "127.0.0.3")),
                argumentSet("an odd length", List.of("127.64.0.0/10"), IPV4, List.of("127.64.0.1", "127.127.255.1")),
                argumentSet("behind others", List.of("10.0.0.0/8", "127.0.0.5"), IPV4, List.of("127.0.0.5")),
                argumentSet("behind IPv6", List.of("2001:db8::/32", "127.0.0.5"), IPV4, List.of("127.0.0.5")),
                argumentSet("everybody", List.of("0.0.0.0/0"), IPV4, List.of("127.0.0.1", "127.200.0.1")),
                argumentSet("the other protocol", List.of("::/0"), IPV4, List.of()),
                argumentSet("an IPv6 address", List.of("::1"), IPV6, List.of("::1")),
                argumentSet("another IPv6 address", List.of("::3", "2001:db8::1"), IPV6, List.of()),
                argumentSet("an IPv6 network", List.of("2001:db8::/32", "::/127"), IPV6, List.of("::1")),
                argumentSet("an IPv6 network of 64 bits", List.of("::/64"), IPV6, List.of("::1")),
                argumentSet("all of IPv6", List.of("::/0"), IPV6, List.of("::1")),
                argumentSet("IPv4 over IPv6", List.of("0.0.0.0/0"), IPV6, List.of()));
    }

    /** The first socket is read alone at first: what is missing then lies in the second. */
    @ParameterizedTest
    @MethodSource("sources")
    void namedSourcesHaveASocketOfTheirOwn(List<String> networks, String address, List<String> named) throws Exception {
        var local = new InetSocketAddress(address, FreePort.next());
        var program = Networks.parse(networks).program();
        try (var first = UdpSocket.bind(
                        local, loops, (wire, message) -> received.add(text(message)), TransportMeter.NONE);
                var second = first.openFor(program, loops)) {
            for (var source : named) {
                send(source, local, "named " + source);
            }
            send(address, local, "last");
            first.read();
            if (!named.contains(address)) {
                assertEquals("last", received.poll(30, TimeUnit.SECONDS));
            }
            second.read();
            for (var source : named) {
                assertEquals("named " + source, received.poll(30, TimeUnit.SECONDS));
            }
            if (named.contains(address)) {
                assertEquals("last", received.poll(30, TimeUnit.SECONDS));
            }
        }
    }

    @Test
    void aFloodTakesNoRoomOfTheNamed() throws Exception {
        var local = new InetSocketAddress(InetAddress.getLoopbackAddress(), FreePort.next());
        var program = Networks.parse(List.of("127.0.0.2")).program();
        try (var first = UdpSocket.bind(
                        local, loops, (wire, message) -> received.add(text(message)), TransportMeter.NONE);
                var second = first.openFor(program, loops);
                var attacker = new DatagramSocket(of("127.0.0.3"))) {
            for (var i = 0; i < 20_000; i++) { // 4 MiB hold a fraction of them
                attacker.send(packet("x".repeat(1000), local));
            }
            send("127.0.0.2", local, "named");

            second.read();

            assertEquals("named", received.poll(30, TimeUnit.SECONDS));
        }
    }

    @Test
    void theSecondSocketHidesNoOtherServer() throws Exception {
        var local = new InetSocketAddress(InetAddress.getLoopbackAddress(), FreePort.next());
        var program = Networks.parse(List.of("127.0.0.2")).program();
        try (var first = UdpSocket.bind(local, loops, (wire, message) -> {}, TransportMeter.NONE);
                var ignored = first.openFor(program, loops)) {
            assertThrows(
                    IOException.class, () -> UdpSocket.bind(local, loops, (wire, message) -> {}, TransportMeter.NONE)
                            .close());
        }
    }

    @Test
    void aSecondSocketThatCannotBeOpenedLeavesThePortClosedToOthers() throws Exception {
        var local = new InetSocketAddress(InetAddress.getLoopbackAddress(), FreePort.next());
        var program = Networks.parse(List.of("127.0.0.2")).program();
        var ended = new EventLoops(1);
        ended.close();
        try (var first = UdpSocket.bind(local, loops, (wire, message) -> {}, TransportMeter.NONE);
                var other = new DatagramSocket(null)) {
            assertThrows(IOException.class, () -> first.openFor(program, ended));

            other.setOption(StandardSocketOptions.SO_REUSEPORT, true);
            assertThrows(BindException.class, () -> other.bind(local));
        }
    }

    @Test
    void tooManyNetworksAreRefused() throws Exception {
        var networks = IntStream.range(0, 1100).mapToObj(i -> "10.1." + i / 256 + "." + i % 256);
        var program = Networks.parse(networks.toList()).program();
        var local = new InetSocketAddress(InetAddress.getLoopbackAddress(), FreePort.next());
        try (var first =
                UdpSocket.bind(local, loops, (wire, message) -> received.add(text(message)), TransportMeter.NONE)) {
            var why = assertThrows(IOException.class, () -> first.openFor(program, loops));
            assertEquals("there are too many networks for one program of the kernel", why.getMessage());

            first.read();
            send(IPV4, local, "as before");
            assertEquals("as before", received.poll(30, TimeUnit.SECONDS));
        }
    }

    private static String text(byte[] message) {
        return new String(message, US_ASCII);
    }

    private static void send(String source, InetSocketAddress to, String text) throws IOException {
        try (var socket = new DatagramSocket(of(source))) {
            socket.send(packet(text, to));
        }
    }

    private static InetSocketAddress of(String address) {
        return new InetSocketAddress(address, 0);
    }

    private static DatagramPacket packet(String text, InetSocketAddress to) {
        return new DatagramPacket(text.getBytes(US_ASCII), text.length(), to);
    }
}

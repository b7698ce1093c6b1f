package org.sipverify.sip.hep;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.sipverify.formats.config.Secret;
import org.sipverify.sip.transport.Transport;

/** Against the chunk table of the HEP 3 specification: vendor, type, length with these six octets, value. */
class HepPacketTest {
    private static final HexFormat HEX = HexFormat.of();

    @Test
    void writesUdpOverIpv4() {
        var config = new HepConfig(
                "127.0.0.1",
                9060,
                new HepConfig.Agent(2001, new Secret("secret"), "edge-1"),
                new HepConfig.Queue(1, 1),
                Duration.ofMinutes(5));

        var packet = HepPacket.of(Samples.message(Samples.OPTIONS), config).orElseThrow();

        assertBytes(
                hex("HEP3") + "00a9"
                        + "0000 0001 0007 02"
                        + "0000 0002 0007 11"
                        + "0000 0003 000a c0000201"
                        + "0000 0004 000a c6336402"
                        + "0000 0007 0008 13c4"
                        + "0000 0008 0008 b005"
                        + "0000 0009 000a 6553f100"
                        + "0000 000a 000a 0001e240"
                        + "0000 000b 0007 01"
                        + "0000 000c 000a 000007d1"
                        + "0000 000e 000c" + hex("secret")
                        + "0000 0011 0008" + hex("c1")
                        + "0000 0013 000c" + hex("edge-1")
                        + "0000 000f 002c" + hex(Samples.OPTIONS),
                packet);
    }

    @Test
    void writesTcpOverIpv6WithoutWhatIsNotThere() {
        var message = Samples.message("SIP/2.0 200 OK\r\n\r\n", "2001:db8::1", "2001:db8::2", Transport.TCP);
        var config = new HepConfig(
                "127.0.0.1",
                9060,
                new HepConfig.Agent(0xffff_ffffL, new Secret(""), ""),
                new HepConfig.Queue(1, 1),
                Duration.ofMinutes(5));

        var packet = HepPacket.of(message, config).orElseThrow();

        assertBytes(
                hex("HEP3") + "008d"
                        + "0000 0001 0007 0a"
                        + "0000 0002 0007 06"
                        + "0000 0005 0016 20010db8000000000000000000000001"
                        + "0000 0006 0016 20010db8000000000000000000000002"
                        + "0000 0007 0008 13c4"
                        + "0000 0008 0008 b005"
                        + "0000 0009 000a 6553f100"
                        + "0000 000a 000a 0001e240"
                        + "0000 000b 0007 01"
                        + "0000 000c 000a ffffffff"
                        + "0000 000f 0018" + hex("SIP/2.0 200 OK\r\n\r\n"),
                packet);
    }

    @Test
    void fillsADatagramAndNoMore() {
        var config = Samples.collector("127.0.0.1", 9060, 1);
        var room = 65_507 - 160;

        var packet = HepPacket.of(Samples.message("x".repeat(room)), config).orElseThrow();

        assertEquals(packet.length, Integer.parseInt(HEX.formatHex(packet, 4, 6), 16));
        assertEquals(Optional.empty(), HepPacket.of(Samples.message("x".repeat(room + 1)), config));
    }

    private static String hex(String text) {
        return HEX.formatHex(text.getBytes(UTF_8));
    }

    private static void assertBytes(String expected, byte[] packet) {
        assertEquals(expected.replace(" ", ""), HEX.formatHex(packet));
    }
}

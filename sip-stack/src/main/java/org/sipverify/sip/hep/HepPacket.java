package org.sipverify.sip.hep;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.temporal.ChronoField;
import java.util.Arrays;
import java.util.Optional;
import org.sipverify.sip.trace.TracedMessage;
import org.sipverify.sip.transport.Transport;

/** One message in the Homer Encapsulation Protocol, version 3: a header and chunks of vendor, type, length, value. */
final class HepPacket {
    /** What UDP over IPv4 can carry. */
    private static final int LARGEST = 65_507;

    private static final byte[] HEP3 = "HEP3".getBytes(US_ASCII);
    private static final int HEADER = 6;

    /** Enough for all chunks whose values are numbers or addresses, and the heads of the others. */
    private static final int NUMBERS = 160;

    private static final int GENERIC = 0;
    private static final int SIP = 1;
    private static final int AF_INET = 2;
    private static final int AF_INET6 = 10;

    private final ByteBuffer packet;

    private HepPacket(int room) {
        packet = ByteBuffer.allocate(room).put(HEP3).putShort((short) 0);
    }

    /** The message for the collector; absent when it does not fit into a datagram. */
    static Optional<byte[]> of(TracedMessage message, HepConfig config) {
        var callId = message.callId().orElse("").getBytes(UTF_8);
        var authKey = config.agent().authKey().value().getBytes(US_ASCII);
        var nodeName = config.agent().nodeName().getBytes(US_ASCII);
        var room = NUMBERS + callId.length + authKey.length + nodeName.length + message.bytes().length;
        if (room > LARGEST) {
            return Optional.empty();
        }
        return Optional.of(new HepPacket(room)
                .flow(message)
                .int8(0x0b, SIP)
                .int32(0x0c, (int) config.agent().captureId())
                .octets(0x0e, authKey)
                .octets(0x11, callId)
                .octets(0x13, nodeName)
                .octets(0x0f, message.bytes())
                .whole());
    }

    private HepPacket flow(TracedMessage message) {
        var source = message.source();
        var destination = message.destination();
        return int8(0x01, isIpv6(source.getAddress()) ? AF_INET6 : AF_INET)
                .int8(0x02, protocol(message.transport()))
                .octets(
                        isIpv6(source.getAddress()) ? 0x05 : 0x03,
                        source.getAddress().getAddress())
                .octets(
                        isIpv6(destination.getAddress()) ? 0x06 : 0x04,
                        destination.getAddress().getAddress())
                .int16(0x07, source.getPort())
                .int16(0x08, destination.getPort())
                .int32(0x09, (int) message.time().getEpochSecond())
                .int32(0x0a, message.time().get(ChronoField.MICRO_OF_SECOND));
    }

    private static boolean isIpv6(InetAddress address) {
        return address.getAddress().length == 16;
    }

    /** The number of IP's payload; what TLS carries goes over TCP. */
    private static int protocol(Transport transport) {
        return transport == Transport.UDP ? 17 : 6;
    }

    private HepPacket int8(int type, int value) {
        head(type, 1).put((byte) value);
        return this;
    }

    private HepPacket int16(int type, int value) {
        head(type, 2).putShort((short) value);
        return this;
    }

    private HepPacket int32(int type, int value) {
        head(type, 4).putInt(value);
        return this;
    }

    /** A chunk without a value says nothing and is left out. */
    private HepPacket octets(int type, byte[] value) {
        if (value.length > 0) {
            head(type, value.length).put(value);
        }
        return this;
    }

    private ByteBuffer head(int type, int length) {
        return packet.putShort((short) GENERIC).putShort((short) type).putShort((short) (HEADER + length));
    }

    private byte[] whole() {
        packet.putShort(HEP3.length, (short) packet.position());
        return Arrays.copyOf(packet.array(), packet.position());
    }
}

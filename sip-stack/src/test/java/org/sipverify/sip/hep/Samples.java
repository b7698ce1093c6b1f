package org.sipverify.sip.hep;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import org.sipverify.formats.config.Secret;
import org.sipverify.sip.trace.TracedMessage;
import org.sipverify.sip.trace.TracedMessage.Direction;
import org.sipverify.sip.transport.Transport;

/** A message and a collector for it. */
final class Samples {
    static final String OPTIONS = "OPTIONS sip:a SIP/2.0\r\nCall-ID: c1\r\n\r\n";

    static TracedMessage message(String text) {
        return message(text, "192.0.2.1", "198.51.100.2", Transport.UDP);
    }

    static TracedMessage message(String text, String source, String destination, Transport transport) {
        return new TracedMessage(
                Direction.RECEIVED,
                Instant.ofEpochSecond(1_700_000_000, 123_456_789),
                new InetSocketAddress(source, 5060),
                new InetSocketAddress(destination, 45_061),
                transport,
                text.getBytes(UTF_8));
    }

    static HepConfig collector(String host, int port, int queue) {
        return new HepConfig(
                host,
                port,
                new HepConfig.Agent(2001, new Secret(""), ""),
                new HepConfig.Queue(queue, 1 << 20),
                Duration.ofMinutes(5));
    }

    private Samples() {}
}

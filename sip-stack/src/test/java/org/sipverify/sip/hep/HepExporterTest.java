package org.sipverify.sip.hep;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sipverify.formats.config.Secret;
import org.sipverify.sip.hep.HepMeter.Loss;
import org.sipverify.testkit.FreePort;

/** The exporter beside a socket that stands for the collector. */
class HepExporterTest {
    private static final String SENT = "sent";

    private final BlockingQueue<String> counted = new LinkedBlockingQueue<>();
    private final CountDownLatch release = new CountDownLatch(1);
    private final HepMeter meter = new HepMeter() {
        @Override
        public void sent() {
            counted.add(SENT);
        }

        @Override
        public void lost(Loss why) {
            counted.add(why.name());
        }
    };
    private DatagramSocket collector;

    @BeforeEach
    void open() throws Exception {
        collector = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        collector.setSoTimeout(20_000);
    }

    @AfterEach
    void close() {
        release.countDown();
        collector.close();
    }

    @Test
    void sendsEachMessageAsOneDatagram() throws Exception {
        var config = Samples.collector("127.0.0.1", collector.getLocalPort(), 10);
        var message = Samples.message(Samples.OPTIONS);
        try (var exporter = HepExporter.start(config, meter)) {
            exporter.message(message);
            exporter.message(Samples.message("SIP/2.0 200 OK\r\n\r\n"));

            assertArrayEquals(HepPacket.of(message, config).orElseThrow(), received());
            assertTrue(new String(received(), ISO_8859_1).endsWith("SIP/2.0 200 OK\r\n\r\n"));
            assertEquals(SENT, counted());
            assertEquals(SENT, counted());
        }
    }

    @Test
    void sendsWhatIsWaitingBeforeItEnds() throws Exception {
        var exporter = HepExporter.start(Samples.collector("127.0.0.1", collector.getLocalPort(), 500), meter);
        for (var i = 0; i < 500; i++) {
            exporter.message(Samples.message(Samples.OPTIONS));
        }

        exporter.close();

        for (var i = 0; i < 500; i++) {
            assertEquals(SENT, counted()); // when this machine is slow, a moment after the end
        }
    }

    /** The system reports what a closed port said at a later datagram, most often the next. */
    @Test
    void aCollectorThatIsDownIsCountedAndFoundAgain() throws Exception {
        var port = FreePort.next();
        try (var exporter = HepExporter.start(Samples.collector("127.0.0.1", port, 10), meter)) {
            sendUntil(Loss.UNREACHABLE.name(), exporter);

            try (var again = new DatagramSocket(port, InetAddress.getLoopbackAddress())) {
                again.setSoTimeout(20_000);
                sendUntil(SENT, exporter);
                again.receive(new DatagramPacket(new byte[100], 100));
            }
        }
    }

    private void sendUntil(String outcome, HepExporter exporter) throws InterruptedException {
        var last = "";
        for (var tries = 0; !last.equals(outcome) && tries < 1000; tries++) {
            exporter.message(Samples.message(Samples.OPTIONS));
            last = counted();
        }
        assertEquals(outcome, last);
    }

    @Test
    void aNameWithoutAddressIsCounted() throws Exception {
        var nowhere =
                "x".repeat(64) + ".invalid"; // no name can be so long: nobody's DNS need be asked, which can take time
        try (var exporter = HepExporter.start(Samples.collector(nowhere, 9060, 10), meter)) {
            exporter.message(Samples.message(Samples.OPTIONS));

            assertEquals(Loss.UNREACHABLE.name(), counted());
        }
    }

    @Test
    void whatFitsNoDatagramIsCounted() throws Exception {
        try (var exporter = HepExporter.start(Samples.collector("127.0.0.1", collector.getLocalPort(), 10), meter)) {
            exporter.message(Samples.message("x".repeat(65_507)));
            exporter.message(Samples.message(Samples.OPTIONS));

            assertEquals(Loss.TOO_LARGE.name(), counted());
            assertEquals(SENT, counted());
        }
    }

    @Test
    void theNewestAreLostWhenTooManyWait() throws Exception {
        try (var exporter = HepExporter.start(Samples.collector("127.0.0.1", collector.getLocalPort(), 2), stuck())) {
            exporter.message(Samples.message("first"));
            assertEquals(SENT, counted(), "the thread has it and is stuck");
            exporter.message(Samples.message("second"));
            exporter.message(Samples.message("third"));
            exporter.message(Samples.message("fourth"));

            assertEquals(Loss.QUEUE_FULL.name(), counted());
            release.countDown();
            for (var expected : new String[] {"first", "second", "third"}) {
                assertTrue(new String(received(), ISO_8859_1).endsWith(expected), expected);
            }
        }
    }

    @Test
    void theNewestAreLostWhenTooManyBytesWait() throws Exception {
        var config = new HepConfig(
                "127.0.0.1",
                collector.getLocalPort(),
                new HepConfig.Agent(1, new Secret(""), ""),
                new HepConfig.Queue(100, 1000),
                Duration.ofMinutes(5));
        try (var exporter = HepExporter.start(config, stuck())) {
            exporter.message(Samples.message("first"));
            assertEquals(SENT, counted(), "the thread has it and is stuck");
            exporter.message(Samples.message("x".repeat(600)));
            exporter.message(Samples.message("y".repeat(401)));
            exporter.message(Samples.message("z".repeat(400)));

            assertEquals(Loss.QUEUE_FULL.name(), counted());
            release.countDown();
            for (var expected : new String[] {"first", "xxx", "zzz"}) {
                assertTrue(new String(received(), ISO_8859_1).endsWith(expected), expected);
            }
        }
    }

    /** Holds the exporter's thread after its first message. */
    private HepMeter stuck() {
        return new HepMeter() {
            @Override
            public void sent() {
                meter.sent();
                try {
                    release.await();
                } catch (InterruptedException closed) {
                    Thread.currentThread().interrupt();
                }
            }

            @Override
            public void lost(Loss why) {
                meter.lost(why);
            }
        };
    }

    private String counted() throws InterruptedException {
        return String.valueOf(counted.poll(20, TimeUnit.SECONDS));
    }

    private byte[] received() throws Exception {
        var packet = new DatagramPacket(new byte[65_536], 65_536);
        collector.receive(packet);
        return Arrays.copyOf(packet.getData(), packet.getLength());
    }
}

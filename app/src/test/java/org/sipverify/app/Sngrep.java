package org.sipverify.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.sipverify.testkit.FreePort;

/** sngrep as a collector of HEP: what it gets it writes as if it had captured it itself. Closing ends it. */
final class Sngrep implements AutoCloseable {
    private static final int FILE_HEADER = 24;
    private static final int RECORD_HEADER = 16;
    private static final int ETHERNET = 14;
    private static final int UDP = 8;

    final int port;
    private final Path file;
    private final Program program;

    /** One SIP message of the capture; source and destination are address:port. */
    record Captured(String source, String destination, String text) {}

    private Sngrep(int port, Path file, Program program) {
        this.port = port;
        this.file = file;
        this.program = program;
    }

    /** Starts it and waits until it listens. */
    static Sngrep start(Path directory) throws IOException, InterruptedException {
        var port = FreePort.next();
        var file = directory.resolve("captured.pcap");
        var command = List.of("sngrep", "-F", "-N", "-q", "-L", "udp:127.0.0.1:" + port, "-O", file.toString());
        var sngrep = new Sngrep(port, file, Program.start(directory, Map.of("TERM", "dumb"), command));
        try {
            sngrep.program.awaitUdp(port);
            return sngrep;
        } catch (AssertionError deaf) {
            sngrep.close();
            throw deaf;
        }
    }

    /** What it has written so far. */
    List<Captured> captured() {
        try {
            return messages();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Captured> messages() throws IOException {
        var bytes = ByteBuffer.wrap(Files.readAllBytes(file));
        var messages = new ArrayList<Captured>();
        var at = FILE_HEADER;
        while (at + RECORD_HEADER <= bytes.limit()) {
            var length = bytes.order(ByteOrder.LITTLE_ENDIAN).getInt(at + 8);
            at += RECORD_HEADER;
            if (at + length > bytes.limit()) {
                break; // being written
            }
            messages.add(message(bytes.order(ByteOrder.BIG_ENDIAN).slice(at + ETHERNET, length - ETHERNET)));
            at += length;
        }
        return messages;
    }

    private static Captured message(ByteBuffer packet) throws IOException {
        var udp = 4 * (packet.get(0) & 0xf);
        var text = new byte[packet.limit() - udp - UDP];
        packet.get(udp + UDP, text);
        return new Captured(address(packet, 12, udp), address(packet, 16, udp + 2), new String(text, UTF_8));
    }

    private static String address(ByteBuffer packet, int addressAt, int portAt) throws IOException {
        var address = new byte[4];
        packet.get(addressAt, address);
        return InetAddress.getByAddress(address).getHostAddress() + ":" + (packet.getShort(portAt) & 0xffff);
    }

    @Override
    public void close() throws InterruptedException {
        program.close();
    }
}

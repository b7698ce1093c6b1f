package org.sipverify.app.random;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;

/** Sends one INVITE at a time, over UDP or on a connection of its own, and acknowledges the final answer. For one thread. */
final class RandomCaller implements AutoCloseable {
    private static final Pattern FINAL = Pattern.compile("SIP/2\\.0 [2-6].*", Pattern.DOTALL);
    private static final Pattern CSEQ = Pattern.compile("(?im)^CSeq: *(\\d{1,10}) ");
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
    private static final AtomicLong MARKS = new AtomicLong(System.nanoTime());

    /** Milliseconds after which one who waits looks about. */
    private static final int LOOK = 20;

    /** How long something may still come after it is enough. */
    private static final long GRACE = Duration.ofMillis(500).toNanos();

    private final DatagramSocket datagrams = new DatagramSocket(0, LOOPBACK);
    private final byte[] room = new byte[65536];
    private final int port;

    RandomCaller(int port) throws SocketException {
        this.port = port;
    }

    /** Its final answer, if one comes in that time. */
    Optional<String> call(RandomInvite invite, Duration patience) throws IOException {
        return call(invite, patience, () -> false);
    }

    /** Its final answer, if one comes in that time and before this holds. */
    Optional<String> call(RandomInvite invite, Duration patience, BooleanSupplier enough) throws IOException {
        var mark = "r" + Long.toString(MARKS.incrementAndGet(), 36) + "r";
        var until = new Until(System.nanoTime() + patience.toNanos(), enough);
        return invite.transport().equals("UDP") ? overUdp(invite, mark, until) : overTcp(invite, mark, until);
    }

    private Optional<String> overUdp(RandomInvite invite, String mark, Until until) throws IOException {
        send(invite.bytes(mark));
        while (true) {
            var packet = new DatagramPacket(room, room.length);
            try {
                datagrams.setSoTimeout(LOOK);
                datagrams.receive(packet);
            } catch (SocketTimeoutException nothing) {
                if (until.isOver()) {
                    return Optional.empty();
                }
                continue;
            }
            var answer = new String(room, 0, packet.getLength(), ISO_8859_1);
            if (FINAL.matcher(answer).matches()) {
                send(ack(answer)); // also for one that comes again, or comes late
                if (answer.contains(mark)) {
                    return Optional.of(answer);
                }
            }
        }
    }

    private void send(byte[] message) throws IOException {
        if (message.length > 0) {
            datagrams.send(new DatagramPacket(message, message.length, LOOPBACK, port));
        }
    }

    private Optional<String> overTcp(RandomInvite invite, String mark, Until until) throws IOException {
        try (var socket = new Socket(LOOPBACK, port)) {
            socket.setSoLinger(true, 0); // so many connections in so short a time would use up all ports
            socket.setTcpNoDelay(true);
            writeUnlessClosed(socket, invite.bytes(mark));
            var answer = finalAnswer(socket, until);
            if (answer.isPresent()) {
                socket.setSoLinger(false, 0); // or the ACK might be cut off
                writeUnlessClosed(socket, ack(answer.get()));
                awaitEnd(socket);
            }
            return answer;
        }
    }

    /** A server that has ended the connection may have answered before. */
    private static void writeUnlessClosed(Socket socket, byte[] message) throws IOException {
        try {
            socket.getOutputStream().write(message);
        } catch (SocketException closed) {
            return; // reading tells
        }
    }

    /** Until the server, too, has closed: it has read the ACK then. */
    private static void awaitEnd(Socket socket) throws IOException {
        try {
            socket.shutdownOutput();
            socket.setSoTimeout(1000);
            while (socket.getInputStream().read() >= 0) {
                // what comes now was sent before the ACK was read
            }
        } catch (SocketTimeoutException | SocketException over) {
            return;
        }
    }

    private static Optional<String> finalAnswer(Socket socket, Until until) throws IOException {
        var in = socket.getInputStream();
        var seen = new ByteArrayOutputStream();
        for (var last = 0; ; ) {
            var next = octet(socket, in, until);
            if (next < 0) {
                return Optional.empty();
            }
            seen.write(next);
            last = last << 8 | next;
            if (last == 0x0d0a0d0a) { // none of this server's answers to an INVITE has a body
                var answer = seen.toString(ISO_8859_1);
                seen.reset();
                if (FINAL.matcher(answer).matches()) {
                    return Optional.of(answer);
                }
            }
        }
    }

    private static int octet(Socket socket, InputStream in, Until until) throws IOException {
        socket.setSoTimeout(LOOK);
        while (true) {
            try {
                return in.read();
            } catch (SocketTimeoutException nothing) {
                if (until.isOver()) {
                    return -1;
                }
            } catch (SocketException closed) {
                return -1;
            }
        }
    }

    /** Nothing when the answer names no number that can be acknowledged. */
    private static byte[] ack(String answer) {
        var number = CSEQ.matcher(answer);
        if (!number.find()) {
            return new byte[0];
        }
        var text = "ACK sip:+14155551234@127.0.0.1 SIP/2.0\r\n" + line(answer, "Via", "v") + line(answer, "From", "f")
                + line(answer, "To", "t") + line(answer, "Call-ID", "i") + "CSeq: " + number.group(1)
                + " ACK\r\nMax-Forwards: 70\r\nContent-Length: 0\r\n\r\n";
        return text.getBytes(ISO_8859_1);
    }

    private static String line(String answer, String name, String compact) {
        var found = Pattern.compile("(?im)^(?:" + name + "|" + compact + "):.*\\r\\n")
                .matcher(answer);
        return found.find() ? found.group() : "";
    }

    @Override
    public void close() {
        datagrams.close();
    }

    /** How long to wait: to that time of {@link System#nanoTime}, or a moment longer than until something holds. */
    private static final class Until {
        private final BooleanSupplier enough;
        private long time;
        private boolean isEnough;

        Until(long time, BooleanSupplier enough) {
            this.time = time;
            this.enough = enough;
        }

        boolean isOver() {
            if (!isEnough && enough.getAsBoolean()) {
                isEnough = true;
                time = Math.min(time, System.nanoTime() + GRACE);
            }
            return System.nanoTime() > time;
        }
    }
}

package org.sipverify.testkit;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A DNS server from before EDNS, over UDP on loopback: it answers a query with an additional record by an error. It knows
 * of one SIP server, which is on this machine: the SRV records for UDP of each domain lead to {@code sip.test}.
 */
public final class OldNameServer implements AutoCloseable {
    private static final int HEADER = 12;
    private static final int A = 1;
    private static final int SRV = 33;
    private static final int AUTHORITATIVE_ANSWER = 0x8400;
    private static final int POINTER_TO_QUESTION = 0xc000 | HEADER;

    private final DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    private final AtomicInteger refused = new AtomicInteger();
    private final int sipPort;
    private final int error;
    private final boolean repeats;

    /**
     * Starts it.
     *
     * @param sipPort where the SIP server listens
     * @param error the RCODE of the answer to EDNS
     * @param repeats whether that answer repeats the question, as not all do
     */
    public OldNameServer(int sipPort, int error, boolean repeats) throws IOException {
        this.sipPort = sipPort;
        this.error = error;
        this.repeats = repeats;
        var thread = new Thread(this::serve, "old-name-server");
        thread.setDaemon(true);
        thread.start();
    }

    public InetSocketAddress address() {
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    /** Queries with EDNS so far. */
    public int refused() {
        return refused.get();
    }

    private void serve() {
        try {
            while (true) {
                var query = new DatagramPacket(new byte[4096], 4096);
                socket.receive(query);
                var answer = answer(Arrays.copyOf(query.getData(), query.getLength()));
                socket.send(new DatagramPacket(answer, answer.length, query.getSocketAddress()));
            }
        } catch (SocketException closed) {
            return;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private byte[] answer(byte[] query) throws IOException {
        var fields = ByteBuffer.wrap(query);
        int end = endOfQuestion(query);
        if (fields.getShort(10) != 0) {
            refused.incrementAndGet();
            return message(
                    fields.getShort(0), error, repeats ? Arrays.copyOfRange(query, HEADER, end) : new byte[0], 0);
        }
        int type = fields.getShort(end - 4);
        var question = Arrays.copyOfRange(query, HEADER, end);
        boolean known = type == A || (type == SRV && new String(question, US_ASCII).contains("\4_udp"));
        return message(fields.getShort(0), 0, question, known ? type : 0);
    }

    private static int endOfQuestion(byte[] query) {
        int at = HEADER;
        while (query[at] != 0) {
            at += query[at] + 1;
        }
        return at + 5;
    }

    /** @param type of the one record in it; 0: none */
    private byte[] message(short id, int rcode, byte[] question, int type) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var out = new DataOutputStream(bytes);
        out.writeShort(id);
        out.writeShort(AUTHORITATIVE_ANSWER | rcode);
        out.writeShort(question.length == 0 ? 0 : 1);
        out.writeShort(type == 0 ? 0 : 1);
        out.writeInt(0);
        out.write(question);
        if (type != 0) {
            out.writeShort(POINTER_TO_QUESTION);
            out.writeShort(type);
            out.writeShort(1);
            out.writeInt(60);
            var data = type == A ? InetAddress.getLoopbackAddress().getAddress() : service();
            out.writeShort(data.length);
            out.write(data);
        }
        return bytes.toByteArray();
    }

    private byte[] service() throws IOException {
        var bytes = new ByteArrayOutputStream();
        var out = new DataOutputStream(bytes);
        out.writeInt(0); // priority and weight
        out.writeShort(sipPort);
        out.write("\3sip\4test\0".getBytes(US_ASCII));
        return bytes.toByteArray();
    }

    @Override
    public void close() {
        socket.close();
    }
}

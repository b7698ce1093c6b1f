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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A DNS server over UDP on loopback. It knows IPv4 addresses, which hold for no time at all: a name that has several answers
 * gets the next one at each question, and then the last one for ever.
 */
public final class NameServer implements AutoCloseable {
    private static final int HEADER = 12;
    private static final int A = 1;
    private static final int AUTHORITATIVE_ANSWER = 0x8400;
    private static final int NO_SUCH_NAME = 3;
    private static final int POINTER_TO_QUESTION = 0xc000 | HEADER;

    private final DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    private final Map<String, List<List<String>>> names = new ConcurrentHashMap<>();
    private final Map<String, Integer> asked = new ConcurrentHashMap<>();

    /** Starts one that knows no name. */
    public NameServer() throws IOException {
        var thread = new Thread(this::serve, "name-server");
        thread.setDaemon(true);
        thread.start();
    }

    /** From now on it knows this name; each answer has addresses with commas between them. */
    public NameServer knows(String name, String... answers) {
        names.put(
                name,
                Arrays.stream(answers).map(answer -> List.of(answer.split(","))).toList());
        return this;
    }

    public InetSocketAddress address() {
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    /** How often the addresses of a name were asked for. */
    public int asked(String name) {
        return asked.getOrDefault(name, 0);
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
        var labels = new ArrayList<String>();
        int at = HEADER;
        while (query[at] != 0) {
            labels.add(new String(query, at + 1, query[at], US_ASCII));
            at += query[at] + 1;
        }
        var fields = ByteBuffer.wrap(query);
        var question = Arrays.copyOfRange(query, HEADER, at + 5);
        var name = String.join(".", labels);
        var answers = names.get(name);
        boolean isA = fields.getShort(at + 1) == A;
        return message(
                fields.getShort(0),
                question,
                answers == null ? NO_SUCH_NAME : 0,
                answers == null || !isA ? List.of() : next(name, answers));
    }

    private List<String> next(String name, List<List<String>> answers) {
        int before = asked.merge(name, 1, Integer::sum) - 1;
        return answers.get(Math.min(before, answers.size() - 1));
    }

    private static byte[] message(short id, byte[] question, int rcode, List<String> addresses) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var out = new DataOutputStream(bytes);
        out.writeShort(id);
        out.writeShort(AUTHORITATIVE_ANSWER | rcode);
        out.writeShort(1);
        out.writeShort(addresses.size());
        out.writeInt(0);
        out.write(question);
        for (var address : addresses) {
            out.writeShort(POINTER_TO_QUESTION);
            out.writeShort(A);
            out.writeShort(1);
            out.writeInt(0);
            out.writeShort(4);
            out.write(InetAddress.getByName(address).getAddress());
        }
        return bytes.toByteArray();
    }

    @Override
    public void close() {
        socket.close();
    }
}

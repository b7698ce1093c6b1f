package org.sipverify.sip.testbed;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.sipverify.testkit.FreePort;

/** A far server in the rough: answers each request with one status and keeps the requests. */
public final class AnsweringServer implements AutoCloseable {
    /** Every request, as it came. */
    public final BlockingQueue<String> requests = new LinkedBlockingQueue<>();

    private final DatagramSocket udp;
    private final ServerSocket tcp;
    private final String status;

    private AnsweringServer(DatagramSocket udp, ServerSocket tcp, String status) {
        this.udp = udp;
        this.tcp = tcp;
        this.status = status;
    }

    /** On one port by both transports. */
    public static AnsweringServer with(String status) throws IOException {
        var tcp = new ServerSocket(FreePort.next(), 50, InetAddress.getLoopbackAddress());
        var udp = new DatagramSocket(tcp.getLocalPort(), InetAddress.getLoopbackAddress());
        var server = new AnsweringServer(udp, tcp, status);
        new Thread(server::datagrams).start();
        new Thread(server::connections).start();
        return server;
    }

    public int port() {
        return tcp.getLocalPort();
    }

    private void datagrams() {
        var packet = new DatagramPacket(new byte[65536], 65536);
        try {
            while (true) {
                udp.receive(packet);
                var answer = answer(new String(packet.getData(), 0, packet.getLength(), UTF_8));
                udp.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
            }
        } catch (IOException closed) {
            // the test is over
        }
    }

    private void connections() {
        try {
            while (true) {
                try (var connection = tcp.accept()) {
                    talk(connection.getInputStream(), connection.getOutputStream());
                }
            }
        } catch (IOException closed) {
            // the test is over
        }
    }

    /** Answers on a stream until it ends; its requests have no body. */
    public void talk(InputStream in, OutputStream out) throws IOException {
        var request = new StringBuilder();
        for (var next = in.read(); next >= 0; next = in.read()) {
            request.append((char) next);
            if (request.toString().endsWith("\r\n\r\n")) {
                out.write(answer(request.toString()));
                request.setLength(0);
            }
        }
    }

    private byte[] answer(String request) {
        requests.add(request);
        if (request.startsWith("ACK") || status.isEmpty()) {
            return new byte[0];
        }
        var copied = request.lines()
                .filter(line -> line.matches("(Via|From|To|Call-ID|CSeq):.*"))
                .map(line -> line.startsWith("To:") ? line + ";tag=far" : line)
                .toList();
        return ("SIP/2.0 " + status + "\r\n" + String.join("\r\n", copied) + "\r\nContact: <sip:far@127.0.0.1:" + port()
                        + ">\r\nContent-Length: 0\r\n\r\n")
                .getBytes(UTF_8);
    }

    @Override
    public void close() throws IOException {
        udp.close();
        tcp.close();
    }
}

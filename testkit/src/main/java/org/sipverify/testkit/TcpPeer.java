package org.sipverify.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;

/** A TCP or TLS peer without any rules: writes what a test gives it and separates the answers at their empty line. */
public final class TcpPeer implements AutoCloseable {
    private static final int EMPTY_LINE = 0x0d0a0d0a;
    private static final int PATIENCE = 20_000;

    private final Socket socket;
    private final InputStream in;
    private final String transport;

    public TcpPeer(int port) throws IOException {
        this(new Socket(InetAddress.getLoopbackAddress(), port), "TCP");
    }

    private TcpPeer(Socket socket, String transport) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
        this.transport = transport;
        socket.setTcpNoDelay(true);
    }

    /** Over TLS; the handshake is done when this returns. */
    public static TcpPeer secure(int port, SSLContext context, Consumer<SSLSocket> wishes) throws IOException {
        var socket = (SSLSocket) context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(PATIENCE);
        try {
            wishes.accept(socket);
            socket.startHandshake();
            return new TcpPeer(socket, "TLS");
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    public static TcpPeer secure(int port, SSLContext context) throws IOException {
        return secure(port, context, socket -> {});
    }

    public SSLSession session() {
        return ((SSLSocket) socket).getSession();
    }

    public int port() {
        return socket.getLocalPort();
    }

    /** A request whose Via names this connection. */
    public Message request(String method) {
        return Message.of(method, 0).via("SIP/2.0/" + transport + " 127.0.0.1:" + port());
    }

    public void write(String text) throws IOException {
        write(text.getBytes(UTF_8));
    }

    public void write(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
    }

    /** As {@link #write(String)}, to a server that may be quicker to close; what it said before can be read. */
    public void writeUnlessClosed(String text) throws IOException {
        writeUnlessClosed(text.getBytes(UTF_8));
    }

    public void writeUnlessClosed(byte[] bytes) throws IOException {
        try {
            write(bytes);
        } catch (SocketException closed) {
            // then nothing more is to be written
        }
    }

    /** Sends the end of the stream, and can still read. */
    public void saysNoMore() throws IOException {
        socket.shutdownOutput();
    }

    /** The next answer. */
    public String read() throws IOException {
        var answers = read(1);
        if (answers.isEmpty()) {
            throw new AssertionError("nothing came");
        }
        return answers.get(0);
    }

    /** So many final answers, or those that come until the connection ends. */
    public List<String> read(int count) throws IOException {
        return read(count, PATIENCE);
    }

    /** So many final answers, or those that come until nothing comes for so long or the connection ends. */
    public List<String> read(int count, int milliseconds) throws IOException {
        var answers = new ArrayList<String>();
        socket.setSoTimeout(milliseconds);
        try {
            while (answers.size() < count) {
                var message = message();
                if (message.isEmpty()) {
                    return answers;
                }
                if (!message.startsWith("SIP/2.0 1")) {
                    answers.add(message);
                }
            }
        } catch (SocketTimeoutException | SocketException e) {
            return answers; // nothing more comes, or the server has ended it
        }
        return answers;
    }

    private String message() throws IOException {
        var bytes = new ByteArrayOutputStream();
        for (var last = 0; last != EMPTY_LINE; ) {
            var next = in.read();
            if (next < 0) {
                return "";
            }
            if (bytes.size() > 0 || next > ' ') { // a pong stands in front
                bytes.write(next);
                last = last << 8 | next;
            }
        }
        return bytes.toString(UTF_8);
    }

    /** Fails unless OPTIONS is answered. */
    public void assertServed() throws IOException {
        write(request("OPTIONS").toString());
        var answer = read();
        assertTrue(answer.startsWith("SIP/2.0 200"), answer);
    }

    /** Whatever comes next, raw. */
    public String raw(int length) throws IOException {
        socket.setSoTimeout(PATIENCE);
        return new String(in.readNBytes(length), UTF_8);
    }

    /** Whether the server ends the connection, long before its idle time is over in an ordinary test. */
    public boolean ends() throws IOException {
        socket.setSoTimeout(PATIENCE);
        try {
            in.transferTo(OutputStream.nullOutputStream());
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException reset) {
            return true;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}

package org.sipverify.verifier.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import javax.net.ssl.SSLSocket;
import org.apache.hc.core5.http.impl.io.SocketHolder;

/**
 * A socket that sends each request in one write, however small HttpCore's own buffer is: with TCP_NODELAY every write
 * is a packet, over TLS a record. The buffer is released after sending, so that a connection that waits for its
 * response holds no memory.
 */
final class SingleWriteSocket extends SocketHolder {
    SingleWriteSocket(Socket plain) {
        super(plain);
    }

    SingleWriteSocket(SSLSocket secure, Socket base) {
        super(secure, base);
    }

    @Override
    protected OutputStream getOutputStream(Socket socket) throws IOException {
        return new Gathered(super.getOutputStream(socket));
    }

    private static final class Gathered extends OutputStream {
        private final OutputStream socket;
        private ByteArrayOutputStream unsent = new ByteArrayOutputStream();

        Gathered(OutputStream socket) {
            this.socket = socket;
        }

        @Override
        public void write(int octet) {
            unsent.write(octet);
        }

        @Override
        public void write(byte[] octets, int from, int length) {
            unsent.write(octets, from, length);
        }

        @Override
        public void flush() throws IOException {
            if (unsent.size() > 0) {
                var whole = unsent.toByteArray();
                unsent = new ByteArrayOutputStream();
                socket.write(whole);
                socket.flush();
            }
        }

        @Override
        public void close() throws IOException {
            flush();
            socket.close();
        }
    }
}

package org.sipverify.sip.transport;

import io.netty.channel.Channel;
import io.netty.channel.unix.Socket;
import io.netty.channel.unix.UnixChannel;
import io.netty.util.concurrent.FastThreadLocal;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Sends datagrams on the calling thread: through the event loop each would first wake that thread, which costs more
 * than sending. The lock prevents a socket from being closed during a send, when its descriptor might already be
 * reused.
 */
final class DirectSend {
    /** The largest datagram (RFC 768). */
    private static final int LARGEST = 65_535;

    /** One for each thread that sends: there are a handful. Taking one of a pool costs more than filling it. */
    private static final FastThreadLocal<ByteBuffer> BUFFERS = new FastThreadLocal<>() {
        @Override
        protected ByteBuffer initialValue() {
            return ByteBuffer.allocateDirect(LARGEST);
        }
    };

    private final Socket socket;
    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private boolean closed;

    private DirectSend(Socket socket) {
        this.socket = socket;
    }

    /** Empty if the socket is not a native one. */
    static Optional<DirectSend> by(Channel channel) {
        return channel instanceof UnixChannel unix && unix.fd() instanceof Socket socket
                ? Optional.of(new DirectSend(socket))
                : Optional.empty();
    }

    /**
     * Returns false when the kernel's buffer is full, or the socket is closed.
     *
     * @throws IOException when the network rejects it
     */
    boolean send(byte[] message, InetSocketAddress to) throws IOException {
        lock.readLock().lock();
        try {
            return !closed && sendNow(message, to);
        } finally {
            lock.readLock().unlock();
        }
    }

    private boolean sendNow(byte[] message, InetSocketAddress to) throws IOException {
        var buffer = BUFFERS.get();
        if (message.length > buffer.capacity()) {
            throw new IOException("a datagram has at most " + buffer.capacity() + " octets, not " + message.length);
        }
        buffer.clear().put(message);
        return socket.sendTo(buffer, 0, message.length, to.getAddress(), to.getPort()) == message.length;
    }

    void close() {
        lock.writeLock().lock();
        try {
            closed = true;
        } finally {
            lock.writeLock().unlock();
        }
    }
}

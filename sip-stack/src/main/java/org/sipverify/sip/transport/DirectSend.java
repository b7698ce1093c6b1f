package org.sipverify.sip.transport;

import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.unix.Socket;
import io.netty.channel.unix.UnixChannel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Sends datagrams on the calling thread: through the event loop each would first wake that thread, which costs more
 * than sending. The lock prevents a socket from being closed during a send, when its descriptor might already be
 * reused.
 */
final class DirectSend {
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
        var buffer = PooledByteBufAllocator.DEFAULT.directBuffer(message.length).writeBytes(message);
        try {
            var bytes = buffer.internalNioBuffer(0, message.length);
            var sent = socket.sendTo(bytes, bytes.position(), bytes.limit(), to.getAddress(), to.getPort());
            return sent == message.length;
        } finally {
            buffer.release();
        }
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

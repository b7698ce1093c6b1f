package org.sipverify.verifier.http;

import io.netty.channel.Channel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.channel.unix.UnixChannel;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Whether the peer of an idle connection has sent nothing, not even the end of the stream. The event loop may not have
 * come to reading it yet, and unsolicited data would be read as the response to the next request: another call's
 * verdict. A closed connection would cost an attempt. For the connections of one event loop, on that loop.
 */
final class SocketSilence {
    private final ByteBuffer probe = ByteBuffer.allocateDirect(1);

    /**
     * Takes a byte that has arrived, so a connection that is not silent can only be closed. Channels other than those of
     * epoll and {@link ProbedChannel} cannot be asked, and count as silent.
     */
    boolean isKeptBy(Channel channel) {
        try {
            if (channel instanceof UnixChannel unix) {
                return unix.fd().read(probe, 0, 1) == 0;
            }
            return !(channel instanceof ProbedChannel probed) || probed.read(probe.clear()) == 0;
        } catch (IOException e) {
            return false;
        }
    }

    /** A channel of the JDK that can be asked. */
    static final class ProbedChannel extends NioSocketChannel {
        private int read(ByteBuffer into) throws IOException {
            return javaChannel().read(into);
        }
    }
}

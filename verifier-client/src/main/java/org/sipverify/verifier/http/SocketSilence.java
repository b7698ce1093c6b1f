package org.sipverify.verifier.http;

import io.netty.channel.Channel;
import io.netty.channel.unix.UnixChannel;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Whether the peer of an idle connection has sent nothing, not even the end of the stream. The event loop may not have
 * come to reading it yet, and unsolicited data would be read as the response to the next request: another call's
 * verdict. A closed connection would cost an attempt.
 */
final class SocketSilence {
    private SocketSilence() {}

    /**
     * Takes a byte that has arrived, so a connection that is not silent can only be closed. On the channel's event loop
     * only. Other channels than those of epoll and of {@link OwnRuntime} cannot be asked, and count as silent.
     */
    static boolean holds(Channel channel) {
        try {
            if (channel instanceof UnixChannel unix) {
                return unix.fd().read(ByteBuffer.allocateDirect(1), 0, 1) == 0;
            }
            return !(channel instanceof ProbedNioChannel nio) || nio.isSilent();
        } catch (IOException e) {
            return false;
        }
    }
}

package org.sipverify.verifier.http;

import io.netty.channel.socket.nio.NioSocketChannel;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A connection by the JDK's channels that can be asked whether something has arrived. */
final class ProbedNioChannel extends NioSocketChannel {

    /** As {@link SocketSilence#holds}. */
    boolean isSilent() throws IOException {
        return javaChannel().read(ByteBuffer.allocate(1)) == 0;
    }
}

package org.sipverify.sip.transport;

import java.io.IOException;
import java.net.InetSocketAddress;

/** A way to one peer: a connection, or a UDP socket together with the peer's address. */
public interface Wire {
    /** Where the peer really is: the source of its packets. */
    InetSocketAddress remote();

    /** The address and port of this server that the peer speaks to. */
    InetSocketAddress local();

    /**
     * Hands one message to the network and does not wait for it. Messages of one wire leave in the order they are sent.
     *
     * @throws IOException when the connection is closed, or so much is waiting to leave that the peer must be stuck
     */
    void send(byte[] message) throws IOException;

    /** Whether the network's thread that reads this wire has more to do than the message it has just brought. */
    default boolean isBusy() {
        return true;
    }

    /** Another message of this wire has been dealt with: a connection that waited for that is read again. */
    void handled();

    /** An answer will follow later: a connection by which nothing more comes stays open for it. */
    default void hold() {}

    /** That answer has been sent, or never will be. */
    default void release() {}
}

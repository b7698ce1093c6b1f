package org.sipverify.sip.transport;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;

/** A path to one peer: a connection, or a UDP socket together with the peer's address. */
public interface Wire {
    /** The peer's real address: the source of its packets. */
    InetSocketAddress remote();

    /** The address and port of this server that the peer uses. */
    InetSocketAddress local();

    /**
     * The names in the peer's TLS certificate, which was verified: DNS names in small letters, and URIs. Empty where it
     * presented none.
     */
    default List<String> tlsIdentities() {
        return List.of();
    }

    /** Whether it is encrypted. */
    default boolean isTls() {
        return false;
    }

    /**
     * Hands one message to the network without waiting. Messages of one wire are sent in order.
     *
     * @throws IOException when the connection is closed, or so much is unsent that the peer must be stuck
     */
    void send(byte[] message) throws IOException;

    /** The path to another port of the same peer; a connection has only one. */
    default Wire to(int port) {
        return this;
    }

    /** Whether the network thread that reads this wire has more to do than the message it has just delivered. */
    default boolean isBusy() {
        return true;
    }

    /** A message of this wire has been handled: a connection that waited for that is read again. */
    void handled();

    /** A response will follow later: a connection that the peer has half-closed stays open for it. */
    default void hold() {}

    /** That response has been sent, or never will be. */
    default void release() {}
}

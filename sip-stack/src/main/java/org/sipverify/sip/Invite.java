package org.sipverify.sip;

import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import org.sipverify.sip.transport.Transport;

/**
 * An INVITE as it arrived.
 *
 * @param cseq the sequence number of CSeq, 0 to 2**31 - 1
 * @param headers every header field, in wire order
 * @param message the whole message, its lines unfolded. The server's own array: do not write to it
 */
@SuppressWarnings("ArrayRecordComponent") // a copy of every INVITE would cost more than it protects
public record Invite(
        String callId, long cseq, Addressing addressing, Headers headers, Arrival arrival, byte[] message) {

    /** Who calls whom, and where the request is addressed to. */
    public record Addressing(SipAddress from, SipAddress to, String requestUri) {}

    /**
     * Where and when it was received.
     *
     * @param source where the packet really came from, whatever Via says
     * @param tlsIdentities the names in the peer's TLS certificate, where {@code sip.tls.client-auth} had it verified:
     *     DNS names in small letters, and URIs; otherwise empty
     */
    public record Arrival(InetSocketAddress source, Transport transport, Instant time, List<String> tlsIdentities) {
        /** Keeps its own list. */
        public Arrival {
            tlsIdentities = List.copyOf(tlsIdentities);
        }
    }

    /** The caller's address. */
    public SipAddress from() {
        return addressing.from();
    }

    /** The called address, which may differ from the Request-URI. */
    public SipAddress to() {
        return addressing.to();
    }

    public String requestUri() {
        return addressing.requestUri();
    }

    /** As in {@link Arrival}. */
    public InetSocketAddress source() {
        return arrival.source();
    }

    public Transport transport() {
        return arrival.transport();
    }

    /** As in {@link Arrival}. */
    public Instant receivedAt() {
        return arrival.time();
    }
}

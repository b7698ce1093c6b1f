package org.sipverify.sip;

import java.net.InetSocketAddress;
import java.time.Instant;
import org.sipverify.sip.transport.Transport;

/**
 * What an INVITE said when it arrived.
 *
 * @param cseq the sequence number of CSeq, 0 to 2**31 - 1
 * @param headers every header field, in wire order
 * @param source where the packet really came from, whatever Via says
 * @param message the whole message, its lines unfolded. The array is the one the server works with: read it, do not write
 *     to it
 */
@SuppressWarnings("ArrayRecordComponent") // a copy of every INVITE would cost more than anybody gains
public record Invite(
        String callId,
        long cseq,
        SipAddress from,
        SipAddress to,
        String requestUri,
        Headers headers,
        InetSocketAddress source,
        Transport transport,
        Instant receivedAt,
        byte[] message) {}

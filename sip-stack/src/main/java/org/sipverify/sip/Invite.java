package org.sipverify.sip;

import java.net.InetSocketAddress;
import java.time.Instant;

/**
 * What an INVITE said when it arrived.
 *
 * @param cseq the sequence number of CSeq, 0 to 2**31 - 1
 * @param headers every header field, in wire order
 * @param source where the packet really came from, whatever Via says
 */
public record Invite(
        String callId,
        long cseq,
        SipAddress from,
        SipAddress to,
        String requestUri,
        Headers headers,
        InetSocketAddress source,
        Transport transport,
        Instant receivedAt) {}

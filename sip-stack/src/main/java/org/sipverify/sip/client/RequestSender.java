package org.sipverify.sip.client;

import java.time.Duration;
import java.util.Optional;
import org.sipverify.sip.digest.Credentials;
import org.sipverify.sip.dns.HopSearch;
import org.sipverify.sip.dns.Locator;

/**
 * Sends requests of this server. Nothing waits: every method returns at once, from any thread, and what becomes of a
 * request is told to its listener.
 */
public final class RequestSender implements AutoCloseable {
    private final SenderParts parts;

    public RequestSender(Locator locator, Wires wires, ClientTransactions transactions) {
        this.parts = new SenderParts(new HopSearch(locator), wires, transactions, new Branches());
    }

    /**
     * How to send a request.
     *
     * @param credentials the answer to a 401 or 407
     * @param limit for the final response, of whatever hop; a silent hop is given up early enough to try the next ones
     * @param known an open way to the peer, such as the connection on which its dialog began; it is tried first
     * @param patience for the first response of each hop, provisional ones included, where that is shorter than the
     *     hop's share of the limit
     */
    public record Manner(Credentials credentials, Duration limit, Optional<Flow> known, Duration patience) {

        /** With as much patience as the limit allows. */
        public Manner(Credentials credentials, Duration limit, Optional<Flow> known) {
            this(credentials, limit, known, limit);
        }

        /** To the target, without credentials. */
        public Manner(Duration limit) {
            this(Credentials.NONE, limit, Optional.empty());
        }

        /** How long one hop may take, of the time that is left for it and so many others. */
        Duration share(Duration left, int others) {
            var share = left.dividedBy(others + 1L);
            return share.compareTo(patience) < 0 ? share : patience;
        }
    }

    /** Sends a request other than ACK. */
    public SentRequest send(OutboundRequest request, Manner manner, ResponseListener listener) {
        if (request.method().equals("ACK") || request.method().equals("CANCEL")) {
            throw new IllegalArgumentException(request.method() + " belongs to an INVITE");
        }
        var sending = new HopFailover(request, manner, listener, parts);
        parts.timer().now(request.ids().callId(), () -> sending.start(manner.known()));
        return sending;
    }

    /**
     * Sends the ACK of a 2xx, which is a transaction of its own that nothing answers (RFC 3261 section 13.2.2.4). Call
     * it again for each retransmission of the 2xx.
     */
    public void acknowledge(OutboundRequest ack, Optional<Flow> known) {
        new AckDelivery(ack, parts).start(known);
    }

    /**
     * Looks up no more names. Requests under way end with the lanes and wires they use, and nothing more is told of
     * them.
     */
    @Override
    public void close() {
        parts.search().close();
    }
}

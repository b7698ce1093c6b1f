package org.sipverify.sip.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.sipverify.sip.transport.Transport;
import org.sipverify.sip.transport.Wire;

/** The INVITE client transaction of a {@link CallProbe} with one hop (RFC 3261 section 17.1.1). */
final class InviteClientTransaction {
    private static final long T1 = TimeUnit.MILLISECONDS.toNanos(500);

    /** Timer B: a hop that has not responded by then is considered dead. */
    static final long B = 64 * T1;

    private final Wire wire;
    private final Transport transport;
    private final ResponseInbox inbox;
    private final String branch;
    private final byte[] request;

    InviteClientTransaction(Wire wire, Transport transport, ResponseInbox inbox, String branch, byte[] request) {
        this.wire = wire;
        this.transport = transport;
        this.inbox = inbox;
        this.branch = branch;
        this.request = request;
    }

    /**
     * Sends the request, with retransmissions over UDP, and waits; both times are those of {@link System#nanoTime()}.
     *
     * @param patience when the first response must have arrived
     * @param deadline when the final response must have arrived
     * @return the final response
     * @throws IOException when none comes
     */
    String run(long patience, long deadline) throws IOException, InterruptedException {
        var end = Math.min(patience, deadline);
        var pause = transport == Transport.UDP ? T1 : B;
        var resend = System.nanoTime() + pause;
        wire.send(request);
        while (true) {
            var response = inbox.next(wire, branch, Math.min(resend, end));
            if (response.isPresent()) {
                var text = new String(response.get().bytes(), UTF_8);
                if (!text.startsWith("SIP/2.0 1")) {
                    return text;
                }
                end = deadline;
                resend = deadline; // a provisional response stops Timer A
            } else if (System.nanoTime() >= end) {
                throw new IOException("no final response in time");
            } else {
                wire.send(request);
                pause *= 2;
                resend += pause;
            }
        }
    }
}

package org.sipverify.sip.client;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.sipverify.sip.client.CallProbe.Response;
import org.sipverify.sip.dns.Hop;
import org.sipverify.sip.dns.Locator;
import org.sipverify.sip.transport.Dialer;
import org.sipverify.sip.transport.SentBy;
import org.sipverify.sip.transport.Wire;

/** A {@link CallProbe} tried with one hop after the other until one answers (RFC 3263 section 4.3). */
final class HopFailover {
    private static final int UNAVAILABLE = 503;

    private final ProbeMessages invite;
    private final Locator locator;
    private final Dialer dialer;
    private final ResponseInbox inbox;
    private final long deadline;
    private final List<String> failures = new ArrayList<>();

    HopFailover(ProbeMessages invite, Locator locator, Dialer dialer, ResponseInbox inbox, long deadline) {
        this.invite = invite;
        this.locator = locator;
        this.dialer = dialer;
        this.inbox = inbox;
        this.deadline = deadline;
    }

    Response run(List<Hop> hops) throws IOException, InterruptedException {
        for (var at = 0; at < hops.size(); at++) {
            var last = at == hops.size() - 1;
            try {
                var response = attempt(hops.get(at), at, hops.size() - at);
                if (last || response.status() != UNAVAILABLE) {
                    return response;
                }
                failures.add(hops.get(at) + ": 503 " + response.reason());
            } catch (IOException e) {
                locator.failed(hops.get(at));
                failures.add(hops.get(at) + ": " + e.getMessage());
            }
        }
        throw new IOException(String.join("; ", failures));
    }

    private Response attempt(Hop hop, int number, int hopsLeft) throws IOException, InterruptedException {
        var wire = wire(hop);
        var via = new ProbeMessages.Via(hop.transport(), SentBy.of(wire.local()), number);
        var share = (deadline - System.nanoTime()) / hopsLeft;
        var patience = System.nanoTime() + Math.min(share, InviteClientTransaction.B);
        var answer = new InviteClientTransaction(wire, hop.transport(), inbox, invite.branch(via), invite.invite(via))
                .run(patience, deadline);
        var response = ProbeMessages.read(answer, hop, failures);
        wire.send(invite.ack(via, response));
        if (response.status() == UNAVAILABLE) {
            locator.failed(hop);
        } else {
            locator.answered(hop);
        }
        return response;
    }

    private Wire wire(Hop hop) throws IOException, InterruptedException {
        return switch (hop.transport()) {
            case UDP -> dialer.udp(hop.address());
            case TCP -> dialer.tcp(hop.address());
            case TLS -> dialer.tls(hop.address(), hop.domain());
        };
    }
}

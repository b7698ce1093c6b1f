package org.sipverify.sip.client;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.sipverify.sip.Headers;
import org.sipverify.sip.dns.Hop;
import org.sipverify.sip.dns.Locator;
import org.sipverify.sip.dns.Target;
import org.sipverify.sip.transport.Dialer;
import org.sipverify.sip.transport.EventLoops;
import org.sipverify.sip.transport.TlsClient;
import org.sipverify.sip.transport.TransportLimits;
import org.sipverify.sip.transport.TransportMeter;

/**
 * A call placed to test a server: one INVITE, its final response, and the ACK, without media. If the target has several
 * hops, the next one is tried when one fails (RFC 3263 section 4.3).
 *
 * @param from the caller's telephone number or user name
 * @param to the called one
 * @param headers header fields of the INVITE besides the mandatory ones
 */
public record CallProbe(String from, String to, Headers headers) {
    /**
     * How a call reaches its server.
     *
     * @param connectTimeout how long a connection may take to open; its TLS handshake may take as long again
     * @param tls empty if TLS is not configured; then hops that need it fail
     */
    public record Means(Locator locator, Duration connectTimeout, TransportLimits limits, Optional<TlsClient> tls) {}

    /**
     * The final response: its status line and header fields as received.
     *
     * @param hop the hop that sent it
     * @param failures the hops tried before, and why each failed
     */
    public record Response(int status, String reason, Headers headers, Hop hop, List<String> failures) {}

    /**
     * Places the call.
     *
     * @param limit for the final response of any hop; a silent hop is given up early enough to try the next ones
     * @throws IOException when no server can be found, or none sends a final response in time
     */
    public Response place(Target target, Means means, Duration limit) throws IOException, InterruptedException {
        var deadline = System.nanoTime() + limit.toNanos();
        var invite = new ProbeMessages(this, target, UUID.randomUUID().toString());
        var hops = means.locator().locate(target, invite.longest());
        var inbox = new ResponseInbox(means.limits());
        try (var loops = new EventLoops(1);
                var dialer = new Dialer(
                        loops, means.limits(), means.connectTimeout(), means.tls(), inbox, TransportMeter.NONE)) {
            return new HopFailover(invite, means.locator(), dialer, inbox, deadline).run(hops);
        }
    }
}

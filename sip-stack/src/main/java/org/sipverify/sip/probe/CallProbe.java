package org.sipverify.sip.probe;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.sipverify.sip.Headers;
import org.sipverify.sip.client.OutboundRequest;
import org.sipverify.sip.client.RequestSender.Manner;
import org.sipverify.sip.client.StandaloneClient;
import org.sipverify.sip.client.StandaloneClient.Means;
import org.sipverify.sip.digest.Credentials;
import org.sipverify.sip.dns.Hop;
import org.sipverify.sip.dns.Target;
import org.sipverify.sip.transport.TransportMeter;

/**
 * A call placed to test a server: one INVITE, its final response, and the ACK, without media; a call that is accepted
 * is ended with BYE. If the target has several hops, the next one is tried when one fails (RFC 3263 section 4.3).
 *
 * @param from the caller's telephone number or user name
 * @param to the called one
 * @param headers header fields of the INVITE besides the mandatory ones
 * @param credentials the answer to a 401 or 407
 */
public record CallProbe(String from, String to, Headers headers, Credentials credentials) {
    /** Beyond the limit, for the events that end the call. */
    private static final long GRACE = 2;

    /** Without credentials. */
    public CallProbe(String from, String to, Headers headers) {
        this(from, to, headers, Credentials.NONE);
    }

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
        var invite = invite(target);
        try (var client = new StandaloneClient(means, TransportMeter.NONE)) {
            var call = new ProbedCall(client.sender(), invite);
            var sent = client.sender().send(invite, new Manner(credentials, limit, Optional.empty()), call);
            call.sent(sent);
            var last = call.result().get(limit.toMillis() + TimeUnit.SECONDS.toMillis(GRACE), TimeUnit.MILLISECONDS);
            call.awaitEnd();
            var flow = last.flow();
            return new Response(
                    last.status(),
                    last.reason(),
                    last.headers(),
                    new Hop(flow.transport(), flow.wire().remote(), target.host()),
                    sent.failures());
        } catch (ExecutionException e) {
            throw new IOException(e.getCause() == null ? "" : e.getCause().getMessage(), e);
        } catch (TimeoutException e) {
            throw new IOException("no final response in time", e);
        }
    }

    private OutboundRequest invite(Target target) {
        var id = UUID.randomUUID().toString();
        var uri = target.uri(to);
        var ids =
                new OutboundRequest.Ids("<" + target.uri(from) + ">;tag=" + id.substring(0, 8), "<" + uri + ">", id, 1);
        return new OutboundRequest("INVITE", uri, target, ids).withContact(from).withHeaders(headers);
    }
}

package org.sipverify.sip.leg;

import java.util.List;
import java.util.Optional;
import org.sipverify.sip.Forwarding;
import org.sipverify.sip.Headers;
import org.sipverify.sip.client.OutboundRequest;
import org.sipverify.sip.client.RequestSender.Manner;
import org.sipverify.sip.dialog.Routing;
import org.sipverify.sip.digest.Credentials;
import org.sipverify.sip.digest.HostCredentials;
import org.sipverify.sip.dns.Target;

/**
 * How a callee is called.
 *
 * @param calling who calls
 * @param targets SIP URIs, in order; at least one
 * @param routing the way to the first of them, if it is the peer of a dialog
 * @param headers set on each INVITE, besides what passes from the caller
 * @param trying how long each is tried, and what follows
 * @param credentials answer targets that ask for them
 */
public record CallPlan(
        Calling calling,
        List<String> targets,
        Optional<Routing> routing,
        Headers headers,
        Forwarding.Trying trying,
        HostCredentials credentials) {
    /**
     * Who calls, and whom.
     *
     * @param callId of the caller's leg; that of each attempt is in the same lane
     * @param from the value of From, without a tag
     * @param requestUri that of the caller's INVITE, which led here
     */
    public record Calling(String callId, String from, String requestUri) {}

    /** Copies the lists. */
    public CallPlan {
        if (targets.isEmpty()) {
            throw new IllegalArgumentException("no target");
        }
        targets = List.copyOf(targets);
    }

    /**
     * The INVITE to a target, with Route fields if the way there is known, and nothing else in it.
     *
     * @throws IllegalArgumentException if the target is not a SIP URI
     */
    OutboundRequest invite(String target, OutboundRequest.Ids ids) {
        var way = routing.filter(it -> target.equals(targets.get(0)));
        return new OutboundRequest(
                        "INVITE",
                        way.map(Routing::requestUri).orElse(target),
                        way.map(Routing::next).orElseGet(() -> Target.parse(target)),
                        ids)
                .withHeaders(way.map(Routing::headers).orElse(Headers.NONE));
    }

    /** How the INVITE to each target is sent. */
    Manner manner(Credentials own) {
        return new Manner(own, trying.ringTimeout(), Optional.empty(), trying.responseTimeout());
    }
}

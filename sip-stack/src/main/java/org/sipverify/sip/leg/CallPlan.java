package org.sipverify.sip.leg;

import java.util.List;
import java.util.Optional;
import org.sipverify.sip.Forwarding;
import org.sipverify.sip.Headers;
import org.sipverify.sip.client.RequestSender.Manner;
import org.sipverify.sip.digest.Credentials;
import org.sipverify.sip.digest.HostCredentials;

/**
 * How a callee is called.
 *
 * @param callId of the caller's leg; that of each attempt is in the same lane
 * @param from the value of From, without a tag
 * @param targets SIP URIs, in order; at least one
 * @param headers set on each INVITE, besides what passes from the caller
 * @param trying how long each is tried, and what follows
 * @param credentials answer targets that ask for them
 */
public record CallPlan(
        String callId,
        String from,
        List<String> targets,
        Headers headers,
        Forwarding.Trying trying,
        HostCredentials credentials) {
    /** Copies the lists. */
    public CallPlan {
        if (targets.isEmpty()) {
            throw new IllegalArgumentException("no target");
        }
        targets = List.copyOf(targets);
    }

    /** How the INVITE to each target is sent. */
    Manner manner(Credentials own) {
        return new Manner(own, trying.ringTimeout(), Optional.empty(), trying.responseTimeout());
    }
}

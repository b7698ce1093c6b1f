package org.sipverify.sip.leg;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.sipverify.sip.Headers;

/**
 * How a callee is called.
 *
 * @param callId of the caller's leg; that of each attempt is in the same lane
 * @param from the value of From, without a tag
 * @param targets SIP URIs, in order; at least one
 * @param headers set on each INVITE, besides what passes from the caller
 * @param ringTimeout how long each target may take to answer
 * @param failOverOn responses after which the next target is tried, as it is where there was none
 */
public record CallPlan(
        String callId,
        String from,
        List<String> targets,
        Headers headers,
        Duration ringTimeout,
        Set<Integer> failOverOn) {
    /** Copies the lists. */
    public CallPlan {
        if (targets.isEmpty()) {
            throw new IllegalArgumentException("no target");
        }
        targets = List.copyOf(targets);
        failOverOn = Set.copyOf(failOverOn);
    }
}

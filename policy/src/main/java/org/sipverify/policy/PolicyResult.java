package org.sipverify.policy;

import java.util.List;

/**
 * A decision, and how the policy reached it.
 *
 * @param rule the name of the rule that decided, or of the section, such as on-valid
 * @param decided what the policy says
 * @param enforced what is applied: the same, unless the policy only observes
 * @param observed the policy only observes; the call goes to on-valid's destination, without headers of the policy and,
 *     where that is a bridge, without a verdict in the outgoing INVITE
 * @param refused names of headers left out of {@code decided} because a value held a control character
 */
public record PolicyResult(String rule, Decision decided, Decision enforced, boolean observed, List<String> refused) {
    /** Copies the list. */
    public PolicyResult {
        refused = List.copyOf(refused);
    }
}

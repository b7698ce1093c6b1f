package org.sipverify.app.call;

import java.util.Map;
import org.sipverify.policy.Policy;

/**
 * The policies in force.
 *
 * @param main decides on the calls of every caller that has no policy of its own
 * @param own the others, by the name of the caller
 */
public record Policies(Policy main, Map<String, Policy> own) {
    /** Keeps its own map. */
    public Policies {
        own = Map.copyOf(own);
    }

    /** The policy for the calls of a caller. */
    Policy of(NamedCaller caller) {
        return own.getOrDefault(caller.name(), main);
    }
}

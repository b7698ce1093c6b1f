package org.sipverify.app.call;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
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
        own = Collections.unmodifiableMap(new TreeMap<>(own)); // in a stable order
    }

    /** All of them. */
    public List<Policy> all() {
        return Stream.concat(Stream.of(main), own.values().stream()).toList();
    }

    /** Where they bridge calls to, as {@link Policy#bridgeTargets} has it. */
    public Set<String> bridgeTargets() {
        var targets = new LinkedHashSet<String>();
        all().forEach(policy -> targets.addAll(policy.bridgeTargets()));
        return targets;
    }

    /** The policy for the calls of a caller. */
    public Policy of(NamedCaller caller) {
        return own.getOrDefault(caller.name(), main);
    }
}

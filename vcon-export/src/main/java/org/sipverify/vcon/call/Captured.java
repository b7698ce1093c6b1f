package org.sipverify.vcon.call;

import java.util.Set;

/**
 * A message from which every credential has been taken.
 *
 * @param removed what was taken out
 */
public record Captured(WireMessage message, Set<Secret> removed) {
    public Captured {
        removed = Set.copyOf(removed);
    }
}

package org.sipverify.vcon.call;

import java.util.Set;

/**
 * A message from which every credential has been taken.
 *
 * @param removed what was taken out
 */
public record ScrubbedMessage(RecordedMessage message, Set<SecretKind> removed) {
    public ScrubbedMessage {
        removed = Set.copyOf(removed);
    }
}

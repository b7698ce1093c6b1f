package org.sipverify.policy;

import org.sipverify.policy.sip.Grammar;

/**
 * A header field to add to a response or to an outgoing INVITE.
 *
 * @param name a token of RFC 3261
 * @param value text without CR, LF or NUL
 */
public record Field(String name, String value) {
    /** Rejects, rather than cleans, text that could start another header. */
    public Field {
        if (!Grammar.isToken(name)) {
            throw new IllegalArgumentException("not a header name: \"" + name + "\"");
        }
        if (Grammar.breaksLine(value)) {
            throw new IllegalArgumentException("CR, LF or NUL in the value of " + name);
        }
    }
}

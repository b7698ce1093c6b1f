package org.sipverify.policy;

/**
 * A header field to put into an answer.
 *
 * @param name a token of RFC 3261
 * @param value text without CR, LF or NUL
 */
public record Field(String name, String value) {
    /** Refuses, rather than cleans, what could start another header. */
    public Field {
        if (!Grammar.isToken(name)) {
            throw new IllegalArgumentException("not a header name: \"" + name + "\"");
        }
        if (Grammar.breaksLine(value)) {
            throw new IllegalArgumentException("CR, LF or NUL in the value of " + name);
        }
    }
}

package org.sipverify.verifier.config;

/**
 * Text that must not be seen in a log.
 *
 * @param value the text itself; empty when there is none
 */
public record Secret(String value) {
    /** Does not reveal it. */
    @Override
    public String toString() {
        return "[redacted]";
    }
}

package org.sipverify.formats.config;

/**
 * Text that must not appear in a log.
 *
 * @param value the text itself; empty when there is none
 */
public record Secret(String value) {
    /** No secret. */
    public static final Secret NONE = new Secret("");

    /** Whether there is one. */
    public boolean isPresent() {
        return !value.isEmpty();
    }

    /** Does not reveal it. */
    @Override
    public String toString() {
        return "[redacted]";
    }
}

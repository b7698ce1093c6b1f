package org.sipverify.sip.guard;

/**
 * How large a message may be.
 *
 * @param maxHeader octets from the start line to the empty line, both included
 * @param maxBody octets of the body
 * @param maxFields header fields in one message
 */
public record Limits(int maxHeader, int maxBody, int maxFields) {
    public static final Limits DEFAULT = new Limits(16 * 1024, 64 * 1024, 256);

    public Limits {
        if (maxHeader < 1 || maxBody < 0 || maxFields < 1) {
            throw new IllegalArgumentException("limits must be positive");
        }
    }
}

package org.sipverify.sip.transport;

/**
 * How large a message may be.
 *
 * @param maxHeader octets from the start line to the empty line, both included
 * @param maxBody octets of the body
 * @param maxField octets of one header field, its folds and line end included
 * @param maxFields header fields in one message
 */
public record Limits(int maxHeader, int maxBody, int maxField, int maxFields) {
    public static final Limits DEFAULT = new Limits(16 * 1024, 64 * 1024, 8 * 1024, 256);

    public Limits {
        if (maxHeader < 1 || maxBody < 0 || maxField < 1 || maxFields < 1) {
            throw new IllegalArgumentException("limits must be positive");
        }
    }
}

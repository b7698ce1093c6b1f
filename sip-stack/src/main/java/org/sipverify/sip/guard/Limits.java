package org.sipverify.sip.guard;

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

    /**
     * Those of a message of this size; one field may have half of the header.
     *
     * @param maxHeader octets, as above
     * @param maxBody octets, as above
     */
    public static Limits of(int maxHeader, int maxBody) {
        return new Limits(maxHeader, maxBody, Math.max(DEFAULT.maxField(), maxHeader / 2), DEFAULT.maxFields());
    }

    public Limits {
        if (maxHeader < 1 || maxBody < 0 || maxField < 1 || maxFields < 1) {
            throw new IllegalArgumentException("limits must be positive");
        }
    }
}

package org.sipverify.sip.hep;

/**
 * What a collector may ask of those who send to it. It must not be seen in a log.
 *
 * @param value the key itself; empty when none is sent
 */
public record AuthKey(String value) {
    private static final int LONGEST = 255;

    public AuthKey {
        if (value.length() > LONGEST || !value.chars().allMatch(c -> c > ' ' && c < 127)) {
            throw new IllegalArgumentException(
                    "must be at most 255 visible ASCII characters (the key is not shown here)");
        }
    }

    /** Does not reveal it. */
    @Override
    public String toString() {
        return "[redacted]";
    }
}

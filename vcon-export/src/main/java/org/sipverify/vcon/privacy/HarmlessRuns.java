package org.sipverify.vcon.privacy;

/**
 * The last long runs that hold nothing. An INVITE often has its PASSporT twice, and its vCon twice more; once is enough
 * to decode it.
 */
final class HarmlessRuns {
    private static final int MOST = 8;
    private static final int SHORTEST = 64;

    private final Run[] runs = new Run[MOST];
    private int count;

    private record Run(Text text, int from, int length) {
        boolean isSame(Text other, int start, int end) {
            return length == end - start && text.isSame(from, other, start, length);
        }
    }

    void add(Text text, int from, int to) {
        if (to - from >= SHORTEST) {
            runs[count % MOST] = new Run(text, from, to - from);
            count++;
        }
    }

    /** Whether it is the same as one of them. */
    boolean has(Text text, int from, int to) {
        for (var i = 0; i < Math.min(count, MOST); i++) {
            if (runs[i].isSame(text, from, to)) {
                return true;
            }
        }
        return false;
    }
}

package org.sipverify.vcon.privacy;

/**
 * The last long runs of a text that hold nothing. An INVITE often has its PASSporT twice; once is enough to decode it.
 */
final class HarmlessRuns {
    private static final int MOST = 4;
    private static final int SHORTEST = 64;

    private final Text text;
    private final int[] starts = new int[MOST];
    private final int[] lengths = new int[MOST];
    private int next;

    HarmlessRuns(Text text) {
        this.text = text;
    }

    void add(int from, int to) {
        if (to - from >= SHORTEST) {
            starts[next] = from;
            lengths[next] = to - from;
            next = (next + 1) % MOST;
        }
    }

    /** Whether it is the same as one of them. */
    boolean has(int from, int to) {
        for (var i = 0; i < MOST; i++) {
            if (lengths[i] == to - from && isSame(starts[i], from, to - from)) {
                return true;
            }
        }
        return false;
    }

    private boolean isSame(int one, int other, int length) {
        for (var i = 0; i < length; i++) {
            if (text.at(one + i) != text.at(other + i)) {
                return false;
            }
        }
        return true;
    }
}

package org.sipverify.vcon.privacy;

import org.jspecify.annotations.Nullable;

/**
 * The last short texts that were searched and hold nothing: what one vCon has in several places, and what the calls of a
 * trunk have in common. Of two that want the same place the later one stays. For one thread.
 */
public final class HarmlessTexts {
    private static final int PLACES = 1024;
    private static final int LONGEST = 512;

    private final @Nullable String[] texts = new @Nullable String[PLACES];

    boolean has(String text) {
        return text.length() <= LONGEST && text.equals(texts[place(text)]);
    }

    void add(String text) {
        if (text.length() <= LONGEST) {
            texts[place(text)] = text;
        }
    }

    private static int place(String text) {
        var hash = text.hashCode();
        return (hash ^ hash >>> 16) & PLACES - 1;
    }
}

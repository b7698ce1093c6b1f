package org.sipverify.index;

import java.util.List;
import java.util.Optional;

/**
 * A part of what a search found, the newest call first.
 *
 * @param next for {@link Query#after}, where more is to be had; absent on the last page
 */
public record Page(List<IndexedCall> calls, Optional<String> next) {
    /** Keeps its own list. */
    public Page {
        calls = List.copyOf(calls);
    }

    /** Where a page ends, and the next one goes on: in front of it are the rows that are older. */
    record Cursor(long time, long id) {
        private static final String SEPARATOR = "-";

        /** As a text for a URL or a command line. */
        String text() {
            return Long.toUnsignedString(time, Character.MAX_RADIX)
                    + SEPARATOR
                    + Long.toString(id, Character.MAX_RADIX);
        }

        static Cursor parse(String text) {
            var parts = text.split(SEPARATOR, -1);
            try {
                if (parts.length == 2) {
                    return new Cursor(
                            Long.parseUnsignedLong(parts[0], Character.MAX_RADIX),
                            Long.parseLong(parts[1], Character.MAX_RADIX));
                }
            } catch (NumberFormatException e) {
                // the same mistake
            }
            throw new IllegalArgumentException("must be the cursor that the page before gave");
        }
    }
}

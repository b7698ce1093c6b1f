package org.sipverify.app.api.calls;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.Map;
import org.sipverify.index.IndexedCall;

/**
 * The last calls as server-sent events. Their numbers go on from 0 in one run of the server; the id of an event names the run
 * too. For one thread.
 */
final class LiveEvents {
    private final String run;
    private final int kept;
    private final Deque<Event> last = new ArrayDeque<>();
    private long next;

    /** One call; how it looks is found out when the first client wants it. */
    private static final class Event {
        private final long number;
        private final IndexedCall call;
        private final Map<RowsSeen, byte[]> texts = new EnumMap<>(RowsSeen.class);

        Event(long number, IndexedCall call) {
            this.number = number;
            this.call = call;
        }
    }

    /**
     * None yet.
     *
     * @param run a name of this run, without a hyphen
     */
    LiveEvents(String run, int kept) {
        this.run = run;
        this.kept = kept;
    }

    void add(IndexedCall call) {
        if (last.size() == kept) {
            last.removeFirst();
        }
        last.addLast(new Event(next++, call));
    }

    /** The number of the next call. */
    long next() {
        return next;
    }

    /** The number of the oldest call that is kept, or of the next one. */
    long oldest() {
        return next - last.size();
    }

    /** The number of the event after that of this id; one of another run was before all of this one. */
    long after(String id) {
        var parts = id.split("-", -1);
        if (parts.length != 2 || !parts[0].equals(run) || !parts[1].matches("[0-9]{1,18}")) {
            return 0;
        }
        return Math.min(next, Long.parseLong(parts[1]) + 1);
    }

    /** Those from this number on, the oldest first; the number is not less than {@link #oldest}. */
    Iterator<byte[]> from(long number, RowsSeen seen) {
        return last.stream()
                .skip(number - oldest())
                .map(event -> event.texts.computeIfAbsent(seen, it -> text(event, it)))
                .iterator();
    }

    private byte[] text(Event event, RowsSeen seen) {
        return ("id: " + run + "-" + event.number + "\nevent: call\ndata: " + RowForm.line(seen.known(event.call))
                        + "\n\n")
                .getBytes(UTF_8);
    }
}

package org.sipverify.vcon.show;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.sipverify.vcon.read.Call;
import org.sipverify.vcon.read.Message;

/**
 * The messages of a call in the order of time, between columns: the caller, this server, then the parties it called.
 * The legs of a bridge share the server's column.
 *
 * @param notes what a reader must know: the legs, and what is missing
 */
public record Ladder(
        String title,
        Optional<Instant> begin,
        List<LadderColumn> lanes,
        List<Step> steps,
        List<String> notes,
        List<String> gaps) {
    /** More than a call has unless it is an attack; the rest is counted in the gaps. */
    static final int MOST = 5000;

    public static Ladder of(Call call) {
        var columns = new Columns(call);
        var all = LadderEntry.all(call, columns);
        var begin = all.stream()
                .map(LadderEntry::time)
                .filter(Instant.MIN::isBefore)
                .findFirst();
        var gaps = new ArrayList<>(call.report().gaps());
        if (all.isEmpty()) {
            gaps.add("this vCon holds no sip-message-trace");
        }
        if (all.size() > MOST) {
            gaps.add((all.size() - MOST) + " messages are not shown");
        }
        var steps = steps(all.subList(0, Math.min(MOST, all.size())), begin);
        return new Ladder(title(call), begin, columns.lanes(), steps, notes(call), List.copyOf(gaps));
    }

    private static List<Step> steps(List<LadderEntry> entries, Optional<Instant> begin) {
        var steps = new ArrayList<Step>();
        var seen = new HashSet<String>();
        for (var entry : entries) {
            var message = entry.message();
            var known = entry.time().isAfter(Instant.MIN) && begin.isPresent();
            var millis = known ? entry.time().toEpochMilli() - begin.get().toEpochMilli() : 0;
            var again = !seen.add(entry.dialog() + "\n" + message.identity());
            steps.add(new Step(
                    millis / 1000.0, entry.from(), entry.to(), text(message, again), Step.kind(message), again));
        }
        return List.copyOf(steps);
    }

    private static String text(Message message, boolean again) {
        return (message.isGap() ? "messages are missing here" : message.label())
                + (message.withSdp() ? " SDP" : "")
                + (again ? " (again)" : "");
    }

    private static String title(Call call) {
        return call.decision() + ": " + call.caller().map(it -> it.label()).orElse("unknown") + " calls "
                + call.callee().map(it -> it.label()).orElse("unknown");
    }

    private static List<String> notes(Call call) {
        var notes = new ArrayList<String>();
        for (var trace : call.traces()) {
            notes.add("leg " + trace.dialog() + ": Call-ID " + trace.callId());
        }
        return List.copyOf(notes);
    }
}

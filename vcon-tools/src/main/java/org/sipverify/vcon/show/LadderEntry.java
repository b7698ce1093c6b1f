package org.sipverify.vcon.show;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.sipverify.vcon.read.Call;
import org.sipverify.vcon.read.Message;
import org.sipverify.vcon.read.Trace;

/**
 * A message and where it went.
 *
 * @param time of a message without one that of the message before; the least when there is none
 * @param from column of the sender
 * @param to column of the receiver
 * @param trace whose message it is
 */
record LadderEntry(Instant time, Message message, int from, int to, Trace trace) {
    /** The messages of all legs, in the order of time. */
    static List<LadderEntry> all(Call call, Columns columns) {
        var all = new ArrayList<LadderEntry>();
        for (var trace : call.traces()) {
            add(trace, columns, all);
        }
        all.sort(Comparator.comparing(LadderEntry::time));
        return all;
    }

    /** A message without time keeps its place behind the one before. */
    private static void add(Trace trace, Columns columns, List<LadderEntry> all) {
        var server = columns.of(trace.server());
        var peer = columns.of(columns.peer(trace));
        var time = Instant.MIN;
        for (var message : trace.messages()) {
            time = message.time().orElse(time);
            all.add(
                    message.sent()
                            ? new LadderEntry(time, message, server, peer, trace)
                            : new LadderEntry(time, message, peer, server, trace));
        }
    }

    int dialog() {
        return trace.dialog();
    }
}

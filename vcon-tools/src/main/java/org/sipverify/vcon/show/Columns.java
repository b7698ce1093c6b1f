package org.sipverify.vcon.show;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.sipverify.vcon.read.Call;
import org.sipverify.vcon.read.Message;
import org.sipverify.vcon.read.Party;
import org.sipverify.vcon.read.Trace;

/** Which party is in which column. */
final class Columns {
    private final Call call;
    private final List<Integer> parties;

    Columns(Call call) {
        this.call = call;
        var traces = call.traces();
        var order = new LinkedHashSet<Integer>();
        traces.stream().limit(1).forEach(first -> order.add(peer(first)));
        traces.forEach(trace -> order.add(trace.server()));
        traces.forEach(trace -> order.add(peer(trace)));
        this.parties = new ArrayList<>(order);
    }

    int of(int party) {
        return parties.indexOf(party);
    }

    /** The other end of a leg: who sent us something, or else whom the Dialog Object names at that end. */
    int peer(Trace trace) {
        var sender = trace.messages().stream()
                .filter(message -> !message.sent() && message.party() >= 0 && message.party() != trace.server())
                .map(Message::party)
                .findFirst();
        if (sender.isPresent()) {
            return sender.get();
        }
        var ends = trace.dialog() >= 0 && trace.dialog() < call.legs().size()
                ? call.legs().get(trace.dialog()).parties()
                : List.<Integer>of();
        var outgoing = trace.messages().stream().findFirst().map(Message::sent).orElse(false);
        if (ends.isEmpty()) {
            return outgoing ? -2 : -3; // two strangers, one on each side
        }
        return outgoing ? ends.get(ends.size() - 1) : ends.get(0);
    }

    List<LadderColumn> lanes() {
        return parties.stream()
                .map(index -> call.party(index).map(Columns::lane).orElse(new LadderColumn("unknown", "")))
                .toList();
    }

    private static LadderColumn lane(Party party) {
        var claimed = party.shownName();
        return new LadderColumn(party.label(), claimed.isEmpty() || party.isServer() ? party.host() : claimed);
    }
}

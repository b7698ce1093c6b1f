package org.sipverify.vcon.show;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.sipverify.vcon.read.Call;

/**
 * A message of a call, to be read: the steps of the {@link Ladder} have the same order.
 *
 * @param number from 0 on
 * @param transport of its topmost Via; empty when there is none
 */
public record ShownMessage(
        int number,
        @JsonUnwrapped When when,
        @JsonUnwrapped Way way,
        String transport,
        @JsonUnwrapped Content content) {
    /**
     * When it passed.
     *
     * @param time in the form of ISO 8601; empty when that is not known
     * @param delta milliseconds since the first message
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record When(
            String time, @JsonProperty("delta_ms") long delta) {}

    /**
     * Where it went.
     *
     * @param direction received or sent, by the server
     * @param leg number of the leg, 0 for the caller's
     */
    public record Way(
            String direction,
            String from,
            String to,
            int leg,
            @JsonProperty("call_id") String callId) {}

    /**
     * What it says.
     *
     * @param line the first one
     * @param text all of it
     * @param whole as it was on the wire; otherwise put together from the fields that the trace shows
     */
    public record Content(String line, String text, boolean whole) {}

    /** Those of all legs in the order of time, as many as a ladder shows. */
    public static List<ShownMessage> all(Call call) {
        var columns = new Columns(call);
        var lanes = columns.lanes();
        var texts = new MessageTexts(call);
        var all = new ArrayList<ShownMessage>();
        var begin = Instant.MIN;
        for (var entry : LadderEntry.all(call, columns)) {
            if (all.size() == Ladder.MOST) {
                break;
            }
            begin = begin.equals(Instant.MIN) ? entry.time() : begin;
            all.add(new ShownMessage(
                    all.size(),
                    when(entry.time(), begin),
                    new Way(
                            entry.message().sent() ? "sent" : "received",
                            lanes.get(entry.from()).title(),
                            lanes.get(entry.to()).title(),
                            entry.dialog(),
                            entry.trace().callId()),
                    transport(entry.message().header("Via")),
                    texts.of(entry)));
        }
        return List.copyOf(all);
    }

    private static When when(Instant time, Instant begin) {
        return time.equals(Instant.MIN)
                ? new When("", 0)
                : new When(time.toString(), time.toEpochMilli() - begin.toEpochMilli());
    }

    /** {@code SIP/2.0/UDP host ...} */
    private static String transport(String via) {
        var parts = via.strip().split("[/\\s]+", 4);
        return parts.length > 2 && parts[0].equalsIgnoreCase("SIP") ? parts[2] : "";
    }
}

package org.sipverify.vcon.read;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One Dialog Object of a vCon.
 *
 * @param seconds how long it lasted
 * @param parties indices, flat
 */
public record Leg(
        String type,
        Optional<Instant> start,
        OptionalDouble seconds,
        List<Integer> parties,
        String disposition,
        String callId,
        String history) {

    static Leg of(JsonNode dialog) {
        return new Leg(
                dialog.path("type").asText(""),
                Times.of(dialog.path("start")),
                seconds(dialog.path("duration")),
                indices(dialog.path("parties")),
                dialog.path("disposition").asText(""),
                dialog.path("sip_call_id").asText(""),
                history(dialog.path("party_history")));
    }

    private static OptionalDouble seconds(JsonNode duration) {
        return duration.isNumber() && Double.isFinite(duration.asDouble()) && duration.asDouble() >= 0
                ? OptionalDouble.of(duration.asDouble())
                : OptionalDouble.empty();
    }

    /** A number, a list, or a list with lists for channels; anything else is left out. */
    static List<Integer> indices(JsonNode value) {
        var found = new ArrayList<Integer>();
        if (value.isIntegralNumber() && value.canConvertToInt()) {
            found.add(value.asInt());
        }
        value.forEach(channel -> {
            if (channel.isArray()) {
                channel.forEach(inner -> found.addAll(indices(inner)));
            } else if (channel.isIntegralNumber()) {
                found.addAll(indices(channel));
            }
        });
        return List.copyOf(found);
    }

    /** Holds and unholds; joins and drops are in start and duration already. */
    private static String history(JsonNode events) {
        var told = new ArrayList<String>();
        events.forEach(event -> {
            var what = event.path("event").asText("");
            if (!what.equals("join") && !what.equals("drop")) {
                told.add(what + " by party " + event.path("party").asText("") + " at "
                        + event.path("time").asText(""));
            }
        });
        return String.join(", ", told);
    }
}

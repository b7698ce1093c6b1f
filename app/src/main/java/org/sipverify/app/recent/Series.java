package org.sipverify.app.recent;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How the last minutes, hours or days went, step by step, up to the last one that is over. A step before the server
 * started, and a percentile of nothing, is null.
 *
 * @param step in seconds
 * @param start of the first step, in seconds since 1970
 * @param calls a second, by outcome; also cancelled and refused
 * @param answers from the INVITE to the final response, or to the decision to bridge, in milliseconds
 * @param verifications what the verifier took, in milliseconds
 */
public record Series(
        String range,
        int step,
        long start,
        Map<String, List<@Nullable Double>> calls,
        @JsonProperty("answer_ms") Percentiles answers,
        @JsonProperty("verifier_ms") Percentiles verifications) {

    /** Of each step. */
    public record Percentiles(List<@Nullable Double> p50, List<@Nullable Double> p95, List<@Nullable Double> p99) {}

    /** @param since the first step that is known */
    static Series of(Range range, Ring ring, long second, long since) {
        long end = second / range.step();
        var slots = new ArrayList<Optional<Slot>>();
        var known = new ArrayList<Boolean>();
        for (long step = end - range.steps(); step < end; step++) {
            slots.add(ring.of(step));
            known.add(step >= since);
        }
        var calls = new LinkedHashMap<String, List<@Nullable Double>>();
        for (var kind : Kind.values()) {
            var values = new ArrayList<@Nullable Double>();
            for (int i = 0; i < slots.size(); i++) {
                long count = slots.get(i).map(slot -> slot.calls(kind)).orElse(0L);
                values.add(known.get(i) ? rounded((double) count / range.step(), 1000) : null);
            }
            calls.put(kind.text(), values);
        }
        return new Series(
                range.text(),
                range.step(),
                (end - range.steps()) * range.step(),
                calls,
                percentiles(slots, Slot::answers),
                percentiles(slots, Slot::verifications));
    }

    private static Percentiles percentiles(List<Optional<Slot>> slots, Function<Slot, Times> times) {
        return new Percentiles(
                percentile(slots, times, 0.5), percentile(slots, times, 0.95), percentile(slots, times, 0.99));
    }

    private static List<@Nullable Double> percentile(
            List<Optional<Slot>> slots, Function<Slot, Times> times, double part) {
        var values = new ArrayList<@Nullable Double>();
        for (var slot : slots) {
            double value = slot.map(times).map(it -> it.percentile(part)).orElse(Double.NaN);
            values.add(Double.isNaN(value) ? null : rounded(value, 100));
        }
        return values;
    }

    private static double rounded(double value, int parts) {
        return Math.round(value * parts) / (double) parts;
    }
}

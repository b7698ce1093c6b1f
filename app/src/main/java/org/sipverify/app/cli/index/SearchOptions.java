package org.sipverify.app.cli.index;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sipverify.app.index.PointInTime;
import org.sipverify.index.NumberMatch;
import org.sipverify.index.NumberMatch.Kind;
import org.sipverify.index.Query;
import org.sipverify.index.Query.Field;
import org.sipverify.index.Query.Period;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** What to search for. */
@SuppressWarnings("FieldCanBeFinal") // the command line sets them
final class SearchOptions {
    @Option(
            names = "--number",
            paramLabel = "NUMBER",
            description = "Caller or callee: the whole number, with or without +; separators do not matter.")
    private @Nullable String number;

    @Option(names = "--starts", paramLabel = "DIGITS", description = "Caller or callee begins so, such as +44.")
    private @Nullable String starts;

    @Option(
            names = "--ends",
            paramLabel = "DIGITS",
            description = "Caller or callee ends so, such as the last seven digits.")
    private @Nullable String ends;

    @Option(names = "--call-id", paramLabel = "CALL-ID", description = "The Call-ID of the caller's INVITE.")
    private @Nullable String callId;

    @Option(
            names = "--outcome",
            paramLabel = "OUTCOME",
            split = ",",
            description =
                    "What verification found: valid, invalid, indeterminate, error, none ...; several with commas.")
    private List<String> outcomes = new ArrayList<>();

    @Option(
            names = "--decision",
            paramLabel = "DECISION",
            split = ",",
            description =
                    "What was done: redirect, reject, bridge, cancelled, failed, or refused before it was a call.")
    private List<String> decisions = new ArrayList<>();

    @Option(names = "--error", paramLabel = "ERROR", description = "The error code, or the reason of a refusal.")
    private @Nullable String error;

    @Option(names = "--rule", paramLabel = "RULE", description = "The rule or section of the policy that decided.")
    private @Nullable String rule;

    @Option(names = "--source", paramLabel = "ADDRESS", description = "Where the INVITE came from, without a port.")
    private @Nullable String source;

    @Option(names = "--brand", paramLabel = "BRAND", description = "The verified brand.")
    private @Nullable String brand;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "Then or later: 2026-11-20, 2026-11-20T10:00Z (UTC without offset), or 90m, 2h, 7d ago.")
    private @Nullable String since;

    @Option(names = "--until", paramLabel = "TIME", description = "Before; a day counts as a whole.")
    private @Nullable String until;

    Query query(CommandLine line) {
        try {
            return Query.ALL
                    .with(Field.CALL_ID, one(callId))
                    .with(Field.OUTCOME, Set.copyOf(outcomes))
                    .with(Field.DECISION, Set.copyOf(decisions))
                    .with(Field.ERROR, one(error))
                    .with(Field.RULE, one(rule))
                    .with(Field.SOURCE, one(source))
                    .with(Field.BRAND, one(brand))
                    .with(numbers(line))
                    .with(new Period(moment(line, "--since", since, false), moment(line, "--until", until, true)));
        } catch (IllegalArgumentException e) {
            throw IndexPlace.mistake(line, String.valueOf(e.getMessage()));
        }
    }

    private static Set<String> one(@Nullable String value) {
        return value == null ? Set.of() : Set.of(value);
    }

    private List<NumberMatch> numbers(CommandLine line) {
        var all = new ArrayList<NumberMatch>();
        add(line, all, "--number", Kind.WHOLE, number);
        add(line, all, "--starts", Kind.START, starts);
        add(line, all, "--ends", Kind.END, ends);
        return all;
    }

    private static void add(CommandLine line, List<NumberMatch> all, String option, Kind kind, @Nullable String text) {
        if (text != null) {
            try {
                all.add(new NumberMatch(kind, text));
            } catch (IllegalArgumentException e) {
                throw IndexPlace.mistake(line, option + " " + e.getMessage());
            }
        }
    }

    private static Optional<Instant> moment(CommandLine line, String option, @Nullable String text, boolean endOfDay) {
        try {
            return Optional.ofNullable(text).map(it -> PointInTime.parse(it, endOfDay, InstantSource.system()));
        } catch (IllegalArgumentException e) {
            throw IndexPlace.mistake(line, option + " " + e.getMessage());
        }
    }
}

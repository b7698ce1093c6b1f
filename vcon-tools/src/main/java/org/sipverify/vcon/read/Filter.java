package org.sipverify.vcon.read;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/**
 * Which vCons to list.
 *
 * @param since created at this time or later
 * @param until created before this time
 * @param number of caller or callee, with or without +; a * at the end matches any digits
 * @param outcomes of the verification, any of these; all when empty
 * @param decisions what was done, any of these; all when empty
 */
public record Filter(
        Optional<Instant> since,
        Optional<Instant> until,
        Optional<String> number,
        Optional<String> callId,
        List<String> outcomes,
        List<String> decisions) {
    /** This server's words for the outcome of a verification, then the draft's. */
    public static final List<String> OUTCOMES = List.of(
            "valid",
            "invalid",
            "indeterminate",
            "warning",
            "error",
            "none",
            "malformed",
            "verified",
            "failed",
            "no-signature",
            "stale",
            "certificate-error");

    /** What this server does, then how the dialogs of others end. */
    public static final List<String> DECISIONS = List.of(
            "redirected",
            "rejected",
            "refused",
            "cancelled",
            "answered",
            "failed",
            "interrupted",
            "busy",
            "no-answer",
            "congestion",
            "hung-up",
            "recording",
            "recording-set",
            "text",
            "transfer",
            "incomplete",
            "encrypted");

    public static final Filter ALL =
            new Filter(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), List.of(), List.of());

    public Filter {
        outcomes = List.copyOf(outcomes);
        decisions = List.copyOf(decisions);
    }

    /** Whether a directory of this day may hold what is wanted; a vCon lies in the directory of its UTC day. */
    public boolean wants(LocalDate day) {
        var begin = day.atStartOfDay(ZoneOffset.UTC).toInstant();
        var end = day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
        return since.map(it -> it.isBefore(end)).orElse(true)
                && until.map(it -> it.isAfter(begin)).orElse(true);
    }

    public boolean wants(Summary summary) {
        return since.map(it -> !summary.instant().isBefore(it)).orElse(true)
                && until.map(it -> summary.instant().isBefore(it)).orElse(true)
                && number.map(it -> matches(it, summary.from()) || matches(it, summary.to()))
                        .orElse(true)
                && callId.map(summary.callIds()::contains).orElse(true)
                && (outcomes.isEmpty() || outcomes.contains(summary.outcome()))
                && (decisions.isEmpty() || decisions.contains(summary.decision()));
    }

    private static boolean matches(String wanted, String number) {
        var bare = bare(wanted);
        return bare.endsWith("*")
                ? bare(number).startsWith(bare.substring(0, bare.length() - 1))
                : bare(number).equals(bare);
    }

    private static String bare(String number) {
        return number.replaceAll("[+\\s().-]", "");
    }
}

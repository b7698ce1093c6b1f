package org.sipverify.app.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sipverify.sip.transport.TransportMeter.Loss;
import org.sipverify.verifier.NoVerdict;
import org.sipverify.verifier.Verification;

class MetricsTest {
    private final Metrics metrics = new Metrics();

    @AfterEach
    void close() {
        metrics.close();
    }

    @Test
    void eachFamilyHasItsHelpAndType() {
        metrics.vcons();
        metrics.hep();
        metrics.endpoint(new EndpointFiguresTest.Archive(false, false));
        var page = metrics.scrape().lines().toList();
        var helped = new HashSet<String>();
        var typed = new HashSet<String>();

        page.stream().filter(line -> line.startsWith("# ")).forEach(line -> {
            var words = line.split(" ", 4);
            assertTrue(words.length == 4 && !words[3].isBlank(), line);
            (words[1].equals("HELP") ? helped : typed).add(words[2]);
        });

        assertEquals(typed, helped);
        assertEquals(
                List.of(),
                page.stream()
                        .filter(line -> !line.startsWith("#") && !typed.contains(family(line, typed)))
                        .toList());
    }

    private static String family(String line, Set<String> known) {
        var name = line.split("[{ ]", 2)[0];
        return known.contains(name) ? name : name.replaceAll("_(?:bucket|count|sum)$", "");
    }

    @ParameterizedTest
    @MethodSource
    void countersAreThereFromTheBeginning(String line) {
        metrics.hep();
        metrics.vcons();

        assertHas(line + " 0");
    }

    static Stream<String> countersAreThereFromTheBeginning() {
        return Stream.of(
                "sipverify_sip_requests_total{method=\"INVITE\"}",
                "sipverify_sip_requests_total{method=\"OTHER\"}",
                "sipverify_sip_responses_total{code=\"302\"}",
                "sipverify_sip_responses_total{code=\"503\"}",
                "sipverify_transport_errors_total{reason=\"queue_full\"}",
                "sipverify_admission_refused_total{reason=\"rate_source\"}",
                "sipverify_answers_limited_total{reason=\"answer_cut\"}",
                "sipverify_verifier_answers_total{class=\"401_403\"}",
                "sipverify_verdicts_total{outcome=\"invalid\",reason=\"SIGNATURE_INVALID\"}",
                "sipverify_verdicts_total{outcome=\"error\",reason=\"VERIFIER_TIMEOUT\"}",
                "sipverify_answer_time_seconds_count{decision=\"failed\",outcome=\"valid\"}",
                "sipverify_verifier_time_seconds_count{status=\"ERROR\"}",
                "sipverify_rulings_total{rule=\"on-none\"}",
                "sipverify_observed_total{rule=\"on-invalid\",would=\"reject\"}",
                "sipverify_reloads_total{file=\"policy\",result=\"refused\"}",
                "sipverify_passports_ahead_total",
                "sipverify_target_skipped_total{reason=\"full\",target=\"other\"}",
                "sipverify_index_written_total",
                "sipverify_index_lost_total",
                "sipverify_index_damaged_total",
                "sipverify_index_refused_left_out_total",
                "sipverify_hep_lost_total{reason=\"queue_full\"}",
                "sipverify_http_requests_total{route=\"none\",status=\"404\"}",
                "sipverify_http_refused_total{reason=\"wrong_tokens\"}",
                "sipverify_http_signins_total{result=\"failed\"}",
                "sipverify_reloads_total{file=\"tokens\",result=\"refused\"}",
                "sipverify_vcons_lost_total{reason=\"backlog_full\"}",
                "sipverify_vcons_shed_total{detail=\"trace\"}");
    }

    @ParameterizedTest
    @MethodSource
    void lossesAreCountedByWhatTurnedThemAway(Loss loss, String line) {
        metrics.sip().lost(loss);

        assertHas(line + " 1");
    }

    static Stream<Arguments> lossesAreCountedByWhatTurnedThemAway() {
        return Stream.of(
                argumentSet("transport", Loss.FRAMING, "sipverify_transport_errors_total{reason=\"framing\"}"),
                argumentSet("admission", Loss.BANNED, "sipverify_admission_refused_total{reason=\"banned\"}"),
                argumentSet(
                        "answers", Loss.AMPLIFICATION, "sipverify_answers_limited_total{reason=\"amplification\"}"));
    }

    @ParameterizedTest
    @MethodSource
    void answersOfTheVerifierAreCountedByClass(Verification verification, String expected) {
        metrics.verifier().asked(verification);

        assertHas("sipverify_verifier_answers_total{class=\"" + expected + "\"} 1");
    }

    static Stream<Arguments> answersOfTheVerifierAreCountedByClass() {
        return Stream.of(
                argumentSet("a verdict", Verification.invalid("TOKEN_EXPIRED", "PASSPORT_EXPIRED"), "2xx"),
                argumentSet(
                        "the key is refused", Verification.error(NoVerdict.VERIFIER_REFUSED, "HTTP_401"), "401_403"),
                argumentSet("by a proxy", Verification.error(NoVerdict.VERIFIER_REFUSED, "HTTP_407"), "401_403"),
                argumentSet("too many requests", Verification.error(NoVerdict.VERIFIER_ERROR, "HTTP_429"), "4xx"),
                argumentSet("its own fault", Verification.error(NoVerdict.VERIFIER_ERROR, "HTTP_503"), "5xx"),
                argumentSet("a redirect", Verification.error(NoVerdict.VERIFIER_ERROR, "HTTP_302"), "unusable"),
                argumentSet("not JSON", Verification.error(NoVerdict.VERIFIER_ERROR), "unusable"),
                argumentSet("late", Verification.error(NoVerdict.VERIFIER_TIMEOUT), "timeout"),
                argumentSet("gone", Verification.error(NoVerdict.VERIFIER_UNREACHABLE), "unreachable"));
    }

    @Test
    void saysWhatRuns() {
        assertHas("sipverify_build_info{jdk=\"" + Runtime.version() + "\",version=\"not packaged\"} 1");
    }

    private void assertHas(String beginning) {
        var page = metrics.scrape();
        assertTrue(page.lines().anyMatch(line -> line.startsWith(beginning)), () -> beginning + " is not in\n" + page);
    }
}

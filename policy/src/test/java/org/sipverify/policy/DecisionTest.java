package org.sipverify.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class DecisionTest {
    private static final List<Uri> TARGET = List.of(Uri.of("sip:a"));

    @ParameterizedTest
    @MethodSource
    void cannotBeBuiltWrongly(Executable building) {
        assertThrows(IllegalArgumentException.class, building);
    }

    static Stream<Arguments> cannotBeBuiltWrongly() {
        return Stream.of(
                row("redirect with 200", () -> new Decision.Redirect(200, "OK", Uri.of("sip:a"), List.of())),
                row(
                        "redirect to two lines",
                        () -> new Decision.Redirect(302, "Moved", Uri.of("sip:a\r\nVia: x"), List.of())),
                row(
                        "redirect to another scheme",
                        () -> new Decision.Redirect(302, "Moved", Uri.of("http://a"), List.of())),
                row("reject with 302", () -> new Decision.Reject(302, "Moved", List.of())),
                row("reject in two lines", () -> new Decision.Reject(403, "No\r\nVia: x", List.of())),
                row("bridge to nowhere", () -> bridge(List.of(), Set.of())),
                row("bridge to a number", () -> bridge(List.of(Uri.of("tel:+44")), Set.of())),
                row("next target after 401", () -> bridge(TARGET, Set.of(401))),
                row("next target after 302", () -> bridge(TARGET, Set.of(302))),
                row("Via that passes", () -> new Decision.Passing(List.of("v"), List.of())),
                row("verdict that passes", () -> new Decision.Passing(List.of(), List.of("X-VVP-Status"))),
                row("field name with a blank", () -> new Field("X-VVP-Status ", "VALID")),
                row("field without a name", () -> new Field("", "x")),
                row("field with CR", () -> new Field("X-A", "1\r2")),
                row("field with LF", () -> new Field("X-A", "1\n2")),
                row("field with NUL", () -> new Field("X-A", "1\0002")));
    }

    @ParameterizedTest
    @CsvSource({
        "X-Customer, true, false",
        "x-customer, true, false",
        "X-Customers, false, false",
        "Subject, false, true",
        "S, false, true",
        "Reason, false, false",
        "'Subject ', false, true"
    })
    void namesOfFieldsCompareWithoutCaseAndLength(String name, boolean copied, boolean removed) {
        var passing = new Decision.Passing(List.of("X-Customer"), List.of("s"));

        assertEquals(copied, passing.copies(name));
        assertEquals(removed, passing.removes(name));
    }

    private static Decision bridge(List<Uri> targets, Set<Integer> failOverOn) {
        return new Decision.Bridge(
                targets,
                List.of(),
                new Decision.Passing(List.of(), List.of()),
                Set.of(),
                new Decision.FailOver(Duration.ofSeconds(30), failOverOn, 0, Duration.ofSeconds(5)),
                Decision.Transfer.RELAYED);
    }

    private static Arguments row(String name, Executable building) {
        return argumentSet(name, building);
    }
}

package org.sipverify.verifier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sipverify.verifier.Verification.Status;

class VerificationTest {
    private static final Optional<Brand> ACME = Optional.of(new Brand("ACME", ""));

    @ParameterizedTest
    @MethodSource
    void cannotBeBuilt(Executable building) {
        assertThrows(IllegalArgumentException.class, building);
    }

    static Stream<Arguments> cannotBeBuilt() {
        return Stream.of(
                row("invalid with a brand", () -> Verification.invalid("", "").withBrand(ACME)),
                row("indeterminate with a brand", () -> Verification.indeterminate("", "")
                        .withBrand(ACME)),
                row("no verdict with a brand", () -> Verification.error(NoVerdict.VERIFIER_TIMEOUT)
                        .withBrand(ACME)),
                row("invalid with a caller id", () -> build(Status.INVALID, "+1", "", "")),
                row("warning with a caller id", () -> build(Status.WARNING, "+1", "", "")),
                row("caller id that is no number", () -> Verification.valid("alice")),
                row("valid with an error", () -> build(Status.VALID, "", "IAT_DRIFT", "")),
                row("no verdict without a reason", () -> build(Status.ERROR, "", "", "")),
                row("no verdict with another reason", () -> build(Status.ERROR, "", "IAT_DRIFT", "")),
                row("warning reason without a warning", () -> build(Status.VALID, "", "", "x")),
                row("warning reason with a line break", () -> Verification.warning("a\r\nb")),
                row("error with a line break", () -> Verification.invalid("A\r\nB", "")),
                row("brand name with a line break", () -> new Brand("a\r\nb", "")),
                row("logo with a line break", () -> new Brand("", "https://a\r\nb")),
                row("logo that is no http(s) URL", () -> new Brand("", "ftp://a")));
    }

    @Test
    void mayCarryABrandWithAWarning() {
        assertEquals(ACME, Verification.warning("x").withBrand(ACME).caller().brand());
    }

    private static Verification build(Status status, String callerId, String error, String warningReason) {
        return new Verification(
                status,
                new Verification.Caller(Optional.empty(), callerId),
                new Verification.Reason(error, "", warningReason),
                Verification.Report.NONE);
    }

    private static Arguments row(String name, Executable building) {
        return argumentSet(name, building);
    }
}

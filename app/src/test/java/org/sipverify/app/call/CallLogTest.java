package org.sipverify.app.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.sipverify.sip.Headers;
import org.sipverify.testkit.CapturedLog;
import org.sipverify.verifier.Brand;
import org.sipverify.verifier.NoVerdict;
import org.sipverify.verifier.Verification;

/** The one line of a call, whole. */
class CallLogTest {
    private static final String BEGIN = "INFO Verification complete: call_id=call-1, ";
    private static final String OBSERVE_AND_REJECT = """
            mode = observe
            rules = [{ name = spam, when { outcome = invalid }, action = reject, reason-code = 608, reason-phrase = Spam }]
            """;
    private static final String OBSERVE_ELSEWHERE = """
            mode = observe
            on-invalid { action = redirect, destination-template = "sip:{dest}@spam.example;transport=tcp" }
            """;

    private static final String OBSERVE_AND_BRIDGE = """
            mode = observe
            on-invalid { action = bridge, destination-template = ["sip:{dest}@a.example;transport=tcp", "sips:{dest}@b.example"] }
            """;

    private final ShippedFlow shipped = new ShippedFlow();
    private final CapturedLog log = new CapturedLog(CallLog.class.getName());

    @AfterEach
    void close() {
        shipped.close();
        log.close();
    }

    @ParameterizedTest
    @MethodSource
    void saysWhy(FakeCall call, Verification verification, String line) throws Exception {
        shipped.flow(verification).onInvite(call);

        assertEquals(BEGIN + line, log.lines().get(0));
    }

    static Stream<Arguments> saysWhy() {
        var valid = Verification.valid("+15551234567").withBrand(Optional.of(new Brand("ACME Corporation", "")));
        var parties = ", from=+1***67, to=+1***34";
        return Stream.of(
                argumentSet(
                        "valid",
                        FakeCall.withCredentials(),
                        valid,
                        "status=VALID, brand=ACME Corporation, decision=redirect, time_ms=1.0, error=none,"
                                + " rule=on-valid" + parties),
                argumentSet(
                        "invalid",
                        FakeCall.withCredentials(),
                        Verification.invalid("TOKEN_EXPIRED", "PASSPORT_EXPIRED"),
                        "status=INVALID, brand=none, decision=redirect, time_ms=1.0, error=TOKEN_EXPIRED,"
                                + " rule=on-invalid" + parties),
                argumentSet(
                        "no verdict",
                        FakeCall.withCredentials(),
                        Verification.error(NoVerdict.VERIFIER_REFUSED, "HTTP_401"),
                        "status=INDETERMINATE, brand=none, decision=redirect, time_ms=1.0, error=VERIFIER_REFUSED,"
                                + " rule=on-error" + parties),
                argumentSet(
                        "malformed",
                        FakeCall.with(Headers.NONE.with("P-VVP-Identity", "?")),
                        valid,
                        "status=MALFORMED, brand=none, decision=reject, time_ms=1.0, error=Malformed P-VVP-Identity,"
                                + " rule=on-malformed" + parties));
    }

    @ParameterizedTest
    @CsvSource({
        "FULL, +15551234567, '+15551234567'",
        "FULL, '', none",
        "FULL, 'alice, rule=x 5%', 'alice%2C%20rule=x%205%25'",
        "MASKED, +15551234567, '+1***67'",
        "MASKED, +447700900123, '+44***23'",
        "MASKED, +35312345678, '+353***78'",
        "MASKED, +79161234567, '+7***67'",
        "MASKED, 02079460123, '***23'",
        "MASKED, 2143, '***'",
        "MASKED, +12345, '***'",
        "MASKED, alice, '***'",
        "MASKED, '', none"
    })
    void numbersAreShownAsTheOperatorWants(LoggedNumbers how, String user, String shown) throws Exception {
        shipped.logs(how);

        shipped.flow(Verification.valid("")).onInvite(FakeCall.bare().between(user, "+14155551234"));

        var line = log.lines().get(0);
        assertEquals(shown, line.substring(line.indexOf(", from=") + 7, line.indexOf(", to=")));
    }

    @Test
    void numbersMayBeLeftOut() throws Exception {
        shipped.logs(LoggedNumbers.NONE);

        shipped.flow(Verification.valid("")).onInvite(FakeCall.bare());
        shipped.flow(Verification.valid("")).onInvite(FakeCall.withCredentials().cancelled());

        assertEquals(
                BEGIN + "status=NONE, brand=none, decision=reject, time_ms=1.0, error=none, rule=on-none",
                log.lines().get(0));
        assertEquals(
                "INFO Call cancelled: call_id=call-1, time_ms=1.0", log.lines().get(1));
    }

    @ParameterizedTest
    @MethodSource
    void whatAnEnforcedPolicyWouldDo(LoggedNumbers how, String policy, String would) throws Exception {
        shipped.logs(how);
        var invalid = Verification.invalid("TOKEN_EXPIRED", "");

        shipped.flow(invalid, "", ShippedFlow.policy(policy)).onInvite(FakeCall.withCredentials());

        var line = log.lines().get(0);
        assertEquals("would=" + would, line.substring(line.indexOf("would=")));
    }

    static Stream<Arguments> whatAnEnforcedPolicyWouldDo() {
        return Stream.of(
                argumentSet("reject", LoggedNumbers.MASKED, OBSERVE_AND_REJECT, "reject 608"),
                argumentSet(
                        "redirect", LoggedNumbers.MASKED, OBSERVE_ELSEWHERE, "redirect 302 sip:+1***34@spam.example"),
                argumentSet(
                        "redirect with whole numbers",
                        LoggedNumbers.FULL,
                        OBSERVE_ELSEWHERE,
                        "redirect 302 sip:+14155551234@spam.example;transport=tcp"),
                argumentSet(
                        "bridge",
                        LoggedNumbers.MASKED,
                        OBSERVE_AND_BRIDGE,
                        "bridge sip:+1***34@a.example sips:+1***34@b.example"),
                argumentSet(
                        "bridge with whole numbers",
                        LoggedNumbers.FULL,
                        OBSERVE_AND_BRIDGE,
                        "bridge sip:+14155551234@a.example;transport=tcp sips:+14155551234@b.example"),
                argumentSet(
                        "redirect without numbers",
                        LoggedNumbers.NONE,
                        OBSERVE_ELSEWHERE,
                        "redirect 302 sip:spam.example"));
    }
}

package org.sipverify.app.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.typesafe.config.ConfigFactory;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sipverify.formats.config.ConfigSection;
import org.sipverify.formats.number.NumberingPlan;
import org.sipverify.policy.Policy;
import org.sipverify.testkit.CapturedLog;
import org.sipverify.verifier.Verification;

/** What becomes of a call whose caller has a name; FakeCall comes from 192.0.2.1. */
class NamedCallerTest {
    private static final String CALLERS =
            "callers { acme { networks = \"192.0.2.0/24\" }, beta { networks = \"10.0.0.0/8\" } }";

    private final ShippedFlow shipped = new ShippedFlow();
    private CapturedLog log;
    private CapturedLog audit;

    @BeforeEach
    void listen() {
        log = new CapturedLog(CallLog.class.getName());
        audit = new CapturedLog("audit");
    }

    @AfterEach
    void close() {
        log.close();
        audit.close();
        shipped.close();
    }

    @Test
    void theNameStandsInLogAuditAndMetrics() throws Exception {
        call(ShippedFlow.POLICY, Map.of());

        assertTrue(log.lines().get(0).contains(", caller=acme"), log.lines().toString());
        var line = audit.lines().get(0).substring("INFO ".length());
        assertEquals("acme", new ObjectMapper().readTree(line).path("caller").asText());
        var figures = shipped.meters.scrape();
        assertTrue(figures.contains("sipverify_caller_calls_total{caller=\"acme\",outcome=\"valid\"} 1.0"), figures);
        assertTrue(figures.contains("sipverify_caller_calls_total{caller=\"beta\",outcome=\"valid\"} 0.0"), figures);
        assertTrue(figures.contains("sipverify_caller_calls_total{caller=\"none\",outcome=\"valid\"} 0.0"), figures);
    }

    @Test
    void aPolicyOfItsOwnDecides() throws Exception {
        var own = ShippedFlow.policy("on-valid { action = reject, reason-code = 480, destination-template = null }");

        assertEquals(480, call(ShippedFlow.POLICY, Map.of("acme", own)));
        assertEquals(302, call(ShippedFlow.POLICY, Map.of("beta", own)));
    }

    @Test
    void aRuleAndAHeaderOfTheMainPolicyKnowTheName() throws Exception {
        var main = ShippedFlow.policy("""
                rules = [{
                  when { caller = acme }, action = reject, reason-code = 481, headers { X-Caller = "{caller}" }
                }]
                """);
        var call = FakeCall.withCredentials();

        flow(main, Map.of()).onInvite(call);

        assertEquals(481, call.answer().status());
        assertEquals("acme", call.answer().headers().first("X-Caller").orElseThrow());
    }

    private int call(Policy main, Map<String, Policy> own) throws Exception {
        var call = FakeCall.withCredentials();
        flow(main, own).onInvite(call);
        return call.answer().status();
    }

    private CallFlow flow(Policy main, Map<String, Policy> own) {
        var callers = Callers.read(ConfigSection.root(ConfigFactory.parseString(CALLERS)), NumberingPlan.UNKNOWN);
        var numbers = new NumberRules(NumberingPlan.UNKNOWN, NumberRules.AssertedBy.NOBODY, callers);
        return shipped.flow(Verification.valid("+15551234567"), new Policies(main, own), numbers);
    }
}

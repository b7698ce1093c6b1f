package org.sipverify.app.call;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;
import org.sipverify.sip.IncomingCall;
import org.sipverify.sip.Invite;
import org.sipverify.vcon.privacy.Masked;
import org.sipverify.vcon.show.Terminal;

/**
 * One line of JSON a call, for people who must account for it later. The logger {@code audit} writes and rotates it.
 * Characters that are not visible are escaped in the way of JSON.
 */
public final class AuditLog implements CallObserver {
    private static final Logger AUDIT = LogManager.getLogger("audit");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final CallObservation NOT_WRITTEN = new CallObservation() {};

    /**
     * A line. Empty fields are left out.
     *
     * @param outcome what was found out about the caller, or that the call was cancelled
     * @param verdict absent when the call was cancelled
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    private record Line(
            @JsonUnwrapped Call call,
            String outcome,
            @JsonUnwrapped @Nullable Verdict verdict,
            @JsonUnwrapped @Nullable Decision decision,
            @JsonUnwrapped Answered answered,
            @JsonUnwrapped @Nullable Bridged bridged) {}

    /** The response and when it was decided on. */
    private record Answered(
            @JsonProperty("response_code") int responseCode,
            @JsonProperty("time_ms") double timeMs) {}

    /**
     * How a bridged call went.
     *
     * @param postDialDelay milliseconds from the INVITE to the first sign of the callee; absent when there was none
     * @param duration seconds from the answer to the end
     * @param by who ended it
     * @param cause the SIP status that says why
     * @param transfers how often it was transferred; absent when it was not
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Bridged(
            @JsonProperty("post_dial_delay_ms") @Nullable Double postDialDelay,
            @JsonProperty("duration_s") double duration,
            @JsonProperty("ended_by") String by,
            @JsonProperty("end_cause") int cause,
            @Nullable Integer transfers) {
        static Bridged of(BridgedCall call) {
            var rang = call.rangAfter();
            return new Bridged(
                    rang == null ? null : milliseconds(rang),
                    milliseconds(call.talked()) / 1000,
                    call.by(),
                    call.cause(),
                    call.transfers() == 0 ? null : call.transfers());
        }
    }

    /**
     * Which call.
     *
     * @param time when the INVITE came, RFC 3339
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    private record Call(
            String time,
            @JsonProperty("call_id") String callId,
            String from,
            String to,
            @JsonUnwrapped Origin origin) {

        static Call of(Invite invite, CallParties parties) {
            return new Call(
                    invite.receivedAt().toString(),
                    invite.callId(),
                    parties.orig(),
                    parties.dest(),
                    new Origin(
                            CallParties.source(invite),
                            invite.transport().name(),
                            parties.caller().name()));
        }
    }

    /**
     * Where the INVITE came from.
     *
     * @param caller the operator's name for it; empty when it has none
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    private record Origin(String source, String transport, String caller) {}

    /**
     * How verification went.
     *
     * @param error the {@code X-VVP-Error} value or the reason of a malformed header
     * @param verifierCode the verifier's own code behind it
     * @param verifierMessage the verifier's sentence about it
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    private record Verdict(
            String status,
            String brand,
            String error,
            @JsonProperty("verifier_code") String verifierCode,
            @JsonProperty("verifier_message") String verifierMessage) {

        static Verdict of(Finding finding) {
            var verdict = finding.verdict();
            return new Verdict(
                    verdict.status(),
                    verdict.caller().brandName(),
                    verdict.reason(),
                    finding.details().rawError(),
                    Masked.text(finding.message()));
        }
    }

    /**
     * What was done.
     *
     * @param decision the action, or failed when it could not be done
     * @param rule the rule or section that decided
     * @param would what a policy that only observes says; absent with one that enforces
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    private record Decision(
            String decision,
            String rule,
            @JsonUnwrapped @Nullable Would would) {
        static Decision of(Response response) {
            var result = response.policy();
            return new Decision(
                    response.decision(), result.rule(), result.observed() ? Would.of(result.decided()) : null);
        }
    }

    /**
     * What would have been done.
     *
     * @param code absent when the call would have been bridged
     * @param target where the call would have gone, of a bridge the first target; empty when it would have been rejected
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    private record Would(
            @JsonProperty("would") String action,
            @JsonProperty("would_code") @Nullable Integer code,
            @JsonProperty("would_target") String target) {
        static Would of(org.sipverify.policy.Decision decided) {
            return new Would(
                    decided.action(),
                    decided.response()
                            .map(org.sipverify.policy.Decision.FinalResponse::status)
                            .orElse(null),
                    decided.match(redirect -> redirect.destination(), reject -> "", bridge -> bridge.targets()
                            .get(0)
                            .toString()));
        }
    }

    @Override
    public CallObservation started(IncomingCall call, CallParties parties) {
        return AUDIT.isInfoEnabled() ? new Lines(Call.of(call.invite(), parties)) : NOT_WRITTEN;
    }

    /** One call. The line of a bridged one is written when it is over. */
    private static final class Lines implements CallObservation {
        private final Call call;
        private @Nullable Line ofBridged;

        Lines(Call call) {
            this.call = call;
        }

        @Override
        public void answered(CallResult result) {
            var finding = result.finding();
            var response = result.response();
            var line = new Line(
                    call,
                    finding.outcome().text(),
                    Verdict.of(finding),
                    Decision.of(response),
                    new Answered(response.status(), milliseconds(result.took())),
                    null);
            if (response.bridged()) {
                ofBridged = line;
            } else {
                write(line);
            }
        }

        @Override
        public void cancelled(Duration took) {
            write(new Line(call, "cancelled", null, null, new Answered(487, milliseconds(took)), null));
        }

        @Override
        public void ended(BridgedCall bridged) {
            var line = ofBridged;
            if (line != null) {
                write(new Line(
                        line.call(),
                        line.outcome(),
                        line.verdict(),
                        line.decision(),
                        line.answered(),
                        Bridged.of(bridged)));
            }
        }
    }

    private static void write(Line line) {
        try {
            AUDIT.info(Terminal.safeJson(JSON.writeValueAsString(line)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record of strings and numbers is JSON", e);
        }
    }

    private static double milliseconds(Duration took) {
        return Math.round(took.toNanos() / 1e5) / 10.0;
    }
}

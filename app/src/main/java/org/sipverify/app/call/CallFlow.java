package org.sipverify.app.call;

import java.util.function.Supplier;
import org.sipverify.policy.Decision;
import org.sipverify.policy.PolicyResult;
import org.sipverify.sip.CallHandler;
import org.sipverify.sip.IncomingCall;
import org.sipverify.sip.RefusedInvite;
import org.sipverify.verifier.Verifier;
import org.sipverify.verifier.credentials.Credentials;
import org.sipverify.verifier.credentials.MalformedCredentialsException;

/**
 * The life of one call: read its credentials, have them verified, let the policy decide, answer or bridge, and let the
 * observers know.
 * All of it happens in the lane of the call. Two steps may take time, and nothing waits for them: the record of the call,
 * and the verifier.
 */
public final class CallFlow implements CallHandler {
    private final Verifier verifier;
    private final Supplier<CallRules> rules;
    private final CallObserver observers;

    /** @param rules asked once for each call */
    public CallFlow(Verifier verifier, Supplier<CallRules> rules, CallObserver observers) {
        this.verifier = verifier;
        this.rules = rules;
        this.observers = observers;
    }

    @Override
    public void onInvite(IncomingCall call) {
        var now = rules.get();
        var parties = CallParties.of(call.invite(), now.numbers());
        var observed = observers.started(call, parties);
        call.onEnd(observed.atEnd());
        call.onCancel(() -> observed.cancelled(call.age()));
        observed.whenRecorded(call.inLane(() -> assess(new Story(call, now, parties, observed))));
    }

    @Override
    public void onRefused(RefusedInvite invite) {
        observers.refused(invite);
    }

    /** One call, with the rules that were in force when it began. */
    private record Story(IncomingCall call, CallRules now, CallParties parties, CallObservation observed) {}

    private void assess(Story story) {
        if (story.observed().refusesCall()) {
            story.call().answer(ResponseBuilder.unrecorded());
            return;
        }
        try {
            var credentials = Credentials.read(story.call().invite().headers()::all);
            if (credentials.isPresent()) {
                verify(story, credentials.get());
            } else {
                decide(story, Finding.none());
            }
        } catch (MalformedCredentialsException e) {
            decide(story, Finding.malformed(e.reason()));
        }
    }

    private void verify(Story story, Credentials credentials) {
        var call = story.call();
        var question = verifier.verify(
                credentials,
                story.parties().context(call.invite()),
                call.inLane(verification -> decide(
                        story,
                        Finding.of(
                                verification,
                                credentials.passport(),
                                story.now().verifier()))));
        call.onCancel(() -> {
            question.cancel();
            story.observed().cancelled(call.age());
        });
    }

    private void decide(Story story, Finding finding) {
        var call = story.call();
        var parties = story.parties();
        story.observed().verified(finding);
        var policy = story.now().policies().of(parties.caller());
        var result = policy.decide(finding.facts(call.invite(), parties));
        if (result.enforced() instanceof Decision.Bridge bridge) {
            new Bridging(call, finding, result, story.observed()).begin(bridge, policy.bridgesUdpFromAnyone());
        } else {
            answer(story, finding, result);
        }
    }

    private void answer(Story story, Finding finding, PolicyResult result) {
        var call = story.call();
        var answer = result.enforced().response().orElseThrow();
        call.answer(story.now().responses().to(call.invite(), finding, answer), delivery -> story.observed()
                .answered(new CallResult(finding, new Response(result, delivery), call.age())));
    }
}

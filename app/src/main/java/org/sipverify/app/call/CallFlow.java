package org.sipverify.app.call;

import java.util.function.Function;
import org.sipverify.policy.Policy;
import org.sipverify.sip.CallHandler;
import org.sipverify.sip.Delivery;
import org.sipverify.sip.IncomingCall;
import org.sipverify.verifier.Verifier;
import org.sipverify.verifier.config.VerifierConfig;
import org.sipverify.verifier.credentials.Credentials;
import org.sipverify.verifier.credentials.MalformedCredentialsException;

/** The life of one call: read its credentials, have them verified, let the policy decide, answer, and let the observers know. */
public final class CallFlow implements CallHandler {
    private final Verifier verifier;
    private final VerifierConfig verifierConfig;
    private final Function<NamedCaller, Policy> policies;
    private final ResponseBuilder responses;
    private final CallObserver observers;
    private final NumberRules numbers;

    public CallFlow(
            Verifier verifier,
            VerifierConfig verifierConfig,
            Function<NamedCaller, Policy> policies,
            ResponseBuilder responses,
            CallObserver observers,
            NumberRules numbers) {
        this.verifier = verifier;
        this.verifierConfig = verifierConfig;
        this.policies = policies;
        this.responses = responses;
        this.observers = observers;
        this.numbers = numbers;
    }

    @Override
    public void onInvite(IncomingCall call) throws InterruptedException {
        var invite = call.invite();
        var parties = CallParties.of(invite, numbers);
        var observed = observers.started(call, parties);
        call.onEnd(observed.atEnd());
        if (observed.refusesCall()) {
            call.answer(ResponseBuilder.unrecorded());
            return;
        }
        try {
            var finding = assess(call, parties);
            observed.verified(finding);
            var result = policies.apply(parties.caller()).decide(finding.facts(invite, parties));
            call.answer(responses.to(invite, finding, result), delivery -> {
                if (delivery.kind() == Delivery.Kind.TOO_LATE) {
                    observed.cancelled(call.age());
                } else {
                    observed.answered(new CallResult(finding, new Response(result, delivery), call.age()));
                }
            });
        } catch (InterruptedException e) {
            observed.cancelled(call.age());
            throw e;
        }
    }

    private Finding assess(IncomingCall call, CallParties parties) throws InterruptedException {
        try {
            var credentials = Credentials.read(call.invite().headers()::all);
            return credentials.isPresent() ? verify(call, parties, credentials.get()) : Finding.none();
        } catch (MalformedCredentialsException e) {
            return Finding.malformed(e.reason());
        }
    }

    private Finding verify(IncomingCall call, CallParties parties, Credentials credentials)
            throws InterruptedException {
        var verification = verifier.verify(credentials, parties.context(call.invite()));
        return Finding.of(verification, credentials.passport(), verifierConfig);
    }
}

package org.sipverify.app.call;

import java.util.function.Supplier;
import org.sipverify.sip.CallHandler;
import org.sipverify.sip.Delivery;
import org.sipverify.sip.IncomingCall;
import org.sipverify.verifier.Verifier;
import org.sipverify.verifier.credentials.Credentials;
import org.sipverify.verifier.credentials.MalformedCredentialsException;

/** The life of one call: read its credentials, have them verified, let the policy decide, answer, and let the observers know. */
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
    public void onInvite(IncomingCall call) throws InterruptedException {
        var invite = call.invite();
        var now = rules.get();
        var parties = CallParties.of(invite, now.numbers());
        var observed = observers.started(call, parties);
        call.onEnd(observed.atEnd());
        if (observed.refusesCall()) {
            call.answer(ResponseBuilder.unrecorded());
            return;
        }
        try {
            var finding = assess(call, parties, now);
            observed.verified(finding);
            var result = now.policies().of(parties.caller()).decide(finding.facts(invite, parties));
            call.answer(now.responses().to(invite, finding, result), delivery -> {
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

    private Finding assess(IncomingCall call, CallParties parties, CallRules now) throws InterruptedException {
        try {
            var credentials = Credentials.read(call.invite().headers()::all);
            return credentials.isPresent() ? verify(call, parties, credentials.get(), now) : Finding.none();
        } catch (MalformedCredentialsException e) {
            return Finding.malformed(e.reason());
        }
    }

    private Finding verify(IncomingCall call, CallParties parties, Credentials credentials, CallRules now)
            throws InterruptedException {
        var verification = verifier.verify(credentials, parties.context(call.invite()));
        return Finding.of(verification, credentials.passport(), now.verifier());
    }
}

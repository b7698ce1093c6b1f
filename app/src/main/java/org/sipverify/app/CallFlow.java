package org.sipverify.app;

import java.util.function.Supplier;
import org.sipverify.formats.number.NumberingPlan;
import org.sipverify.policy.Policy;
import org.sipverify.sip.CallHandler;
import org.sipverify.sip.IncomingCall;
import org.sipverify.verifier.Verifier;
import org.sipverify.verifier.config.VerifierConfig;
import org.sipverify.verifier.credentials.Credentials;
import org.sipverify.verifier.credentials.MalformedCredentialsException;

/** The life of one call: read its credentials, have them verified, let the policy decide, answer, write it down. */
final class CallFlow implements CallHandler {
    private final Verifier verifier;
    private final VerifierConfig verifierConfig;
    private final Supplier<Policy> policy;
    private final Answers answers;
    private final CallRecords records;
    private final NumberingPlan numbering;

    CallFlow(
            Verifier verifier,
            VerifierConfig verifierConfig,
            Supplier<Policy> policy,
            Answers answers,
            CallRecords records,
            NumberingPlan numbering) {
        this.verifier = verifier;
        this.verifierConfig = verifierConfig;
        this.policy = policy;
        this.answers = answers;
        this.records = records;
        this.numbering = numbering;
    }

    @Override
    public void onInvite(IncomingCall call) throws InterruptedException {
        var invite = call.invite();
        var parties = Parties.of(invite, numbering);
        var record = records.open(call, parties);
        call.onEnd(record.atEnd());
        if (record.isRefused()) {
            call.answer(Answers.unrecorded());
            return;
        }
        try {
            var finding = find(call, parties);
            var ruling = policy.get().decide(finding.facts(invite, parties));
            call.answer(answers.to(invite, finding, ruling), delivery -> record.concluded(finding, ruling, delivery));
        } catch (InterruptedException e) {
            record.cancelled();
            throw e;
        }
    }

    private Finding find(IncomingCall call, Parties parties) throws InterruptedException {
        try {
            var credentials = Credentials.read(call.invite().headers()::all);
            return credentials.isPresent() ? verify(call, parties, credentials.get()) : Finding.none();
        } catch (MalformedCredentialsException e) {
            return Finding.malformed(e.reason());
        }
    }

    private Finding verify(IncomingCall call, Parties parties, Credentials credentials) throws InterruptedException {
        var verification = verifier.verify(credentials, parties.context(call.invite()));
        return Finding.of(verification, credentials.passport(), verifierConfig);
    }
}

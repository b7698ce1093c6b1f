package org.sipverify.vcon.record;

import org.sipverify.vcon.call.CallKey;
import org.sipverify.vcon.call.IncomingInvite;
import org.sipverify.vcon.call.Person;
import org.sipverify.vcon.call.PolicyDecision;
import org.sipverify.vcon.call.RecordedVerdict;
import org.sipverify.vcon.call.RecordedVerdict.Answer;
import org.sipverify.vcon.call.RecordedVerdict.Cause;
import org.sipverify.vcon.call.RecordedVerdict.Proof;
import org.sipverify.vcon.privacy.KeptDetails;
import org.sipverify.vcon.privacy.Masked;

/** Text from outside, masked before it reaches the journal or anything after it. */
final class Masking {
    /** With this INVITE, which holds no credentials. */
    static IncomingInvite arrival(IncomingInvite arrived, byte[] invite) {
        return new IncomingInvite(
                key(arrived.key()),
                arrived.time(),
                arrived.peer(),
                person(arrived.caller()),
                person(arrived.callee()),
                invite);
    }

    /** The key of a call. A Call-ID may be any word, such as a URI with a password. */
    static CallKey key(CallKey key) {
        return new CallKey(Masked.text(key.callId()), Masked.text(key.branch()));
    }

    static RecordedVerdict verdict(RecordedVerdict it) {
        return new RecordedVerdict(
                Masked.text(it.outcome()),
                Masked.text(it.status()),
                new Cause(
                        Masked.text(it.cause().reason()), Masked.text(it.cause().code())),
                new Proof(
                        Masked.text(it.proof().brand()), Masked.text(it.proof().callerId())),
                new Answer(
                        Masked.text(it.answer().warning()),
                        Masked.text(it.answer().requestId()),
                        Masked.text(it.answer().verifier())),
                KeptDetails.of(it.details()));
    }

    static PolicyDecision decision(PolicyDecision it) {
        return new PolicyDecision(it.action(), it.rule(), it.would(), it.status(), Masked.text(it.target()));
    }

    private static Person person(Person person) {
        return new Person(person.tel(), Masked.text(person.sip()));
    }

    private Masking() {}
}

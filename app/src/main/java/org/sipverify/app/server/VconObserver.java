package org.sipverify.app.server;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.sipverify.app.call.CallObservation;
import org.sipverify.app.call.CallObserver;
import org.sipverify.app.call.CallParties;
import org.sipverify.app.call.CallResult;
import org.sipverify.app.call.Finding;
import org.sipverify.app.call.Response;
import org.sipverify.formats.net.HostPort;
import org.sipverify.policy.Decision;
import org.sipverify.sip.IncomingCall;
import org.sipverify.sip.Invite;
import org.sipverify.sip.guard.HeaderIndex;
import org.sipverify.vcon.call.IncomingInvite;
import org.sipverify.vcon.call.Person;
import org.sipverify.vcon.call.PolicyDecision;
import org.sipverify.vcon.call.RecordedVerdict;
import org.sipverify.vcon.call.VerdictDetails;
import org.sipverify.vcon.record.CallNotes;
import org.sipverify.vcon.record.VconExporter;
import org.sipverify.vcon.sip.Field;
import org.sipverify.vcon.sip.SipText;

/**
 * Records each call in a vCon.
 *
 * @param verifier who verifies now: a URL, or this server's name
 */
public record VconObserver(VconExporter exporter, Supplier<String> verifier) implements CallObserver {
    @Override
    public Notes started(IncomingCall call, CallParties parties) {
        var text = text(call.invite());
        return new Notes(exporter.open(arrival(call.invite(), parties, text), text), verifier.get());
    }

    /** The INVITE as the SIP stack has read it: its header fields are not looked for again. */
    static SipText text(Invite invite) {
        return invite.headers()
                .index()
                .map(index -> SipText.of(invite.message(), fields(index), index.body()))
                .orElseGet(() -> SipText.of(invite.message()));
    }

    private static List<Field> fields(HeaderIndex index) {
        return IntStream.range(0, index.size())
                .mapToObj(i -> Field.of(index.name(i), index.value(i), index.from(i), index.to(i)))
                .toList();
    }

    private static IncomingInvite arrival(Invite invite, CallParties parties, SipText text) {
        return IncomingInvite.of(
                invite.callId(),
                invite.receivedAt(),
                new IncomingInvite.Peer(
                        invite.transport().name(),
                        source(invite),
                        parties.caller().name()),
                new Person(tel(parties.orig()), parties.callerUri(invite)),
                new Person(tel(parties.dest()), parties.calleeUri(invite)),
                text);
    }

    private static String source(Invite invite) {
        return HostPort.text(CallParties.source(invite), invite.source().getPort());
    }

    private static String tel(String user) {
        return CallParties.isNumber(user) ? user : "";
    }

    /** One call. */
    record Notes(CallNotes notes, String verifier) implements CallObservation {
        @Override
        public void whenRecorded(Runnable then) {
            notes.whenJournalled(then);
        }

        @Override
        public boolean refusesCall() {
            return notes.isRefused();
        }

        @Override
        public void dialled(String callId) {
            notes.follow(callId);
        }

        @Override
        public void answered(CallResult result) {
            notes.answered(verdict(result.finding()), decided(result.response()));
        }

        @Override
        public void cancelled(Duration took) {
            notes.cancelled();
        }

        @Override
        public Runnable atEnd() {
            return notes::close;
        }

        private RecordedVerdict verdict(Finding finding) {
            var verdict = finding.verdict();
            return new RecordedVerdict(
                    verdict.outcome().text(),
                    verdict.status(),
                    new RecordedVerdict.Cause(
                            verdict.reason(), finding.details().rawError()),
                    new RecordedVerdict.Proof(
                            verdict.caller().brandName(), verdict.caller().number()),
                    new RecordedVerdict.Answer(
                            finding.details().warning(), verdict.report().requestId(), verifier),
                    VerdictDetails.of(
                            verdict.report().claims(), verdict.report().errors(), ""));
        }

        private static PolicyDecision decided(Response response) {
            var policy = response.policy();
            return new PolicyDecision(
                    response.decision(),
                    policy.rule(),
                    policy.observed() ? policy.decided().action() : "",
                    response.status(),
                    response.isAsDecided()
                            ? policy.enforced().match(Decision.Redirect::destination, reject -> "", bridge -> "")
                            : "");
        }
    }
}

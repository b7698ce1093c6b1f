package org.sipverify.app.call;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.sipverify.bridge.CallEnd;
import org.sipverify.bridge.CallWatcher;
import org.sipverify.bridge.Party;
import org.sipverify.bridge.Status;
import org.sipverify.policy.Decision;
import org.sipverify.policy.PolicyResult;
import org.sipverify.sip.Answer;
import org.sipverify.sip.Delivery;
import org.sipverify.sip.IncomingCall;
import org.sipverify.sip.transport.Transport;

/**
 * A call that the policy has bridged, as it goes on: the observers hear of its answer, or that there was none, and of
 * its end.
 */
final class Bridging implements CallWatcher {
    private final IncomingCall call;
    private final Finding finding;
    private final PolicyResult result;
    private final CallObservation observed;
    private final Duration decidedAfter;
    private @Nullable Duration rangAfter;
    private @Nullable Duration answeredAfter;
    private int transfers;
    private @Nullable CallEnd end;

    Bridging(IncomingCall call, Finding finding, PolicyResult result, CallObservation observed) {
        this.call = call;
        this.finding = finding;
        this.result = result;
        this.observed = observed;
        this.decidedAfter = call.age();
    }

    /**
     * Bridges the call, or rejects it where its source may be forged and the policy does not bridge for anyone: an INVITE
     * to a third party is what an amplifier sends.
     *
     * @param forAnyone whether the policy bridges for sources over UDP that the operator has not named
     */
    void begin(Decision.Bridge bridge, boolean forAnyone) {
        if (!forAnyone && !call.isNamed() && call.invite().transport() == Transport.UDP) {
            call.answer(new Answer(403, "Forbidden"), delivery -> answered(delivery, false));
        } else {
            observed.dialled(call.invite().callId());
            call.bridge(ForwardingBuilder.of(call.invite(), finding, bridge), this);
        }
    }

    private void answered(Delivery delivery, boolean bridged) {
        observed.answered(new CallResult(finding, new Response(result, delivery, bridged), decidedAfter));
    }

    @Override
    public void dialled(String id, String target) {
        observed.dialled(id);
        observed.tried(target);
    }

    @Override
    public void progress(Status status) {
        if (rangAfter == null) {
            rangAfter = call.age();
        }
    }

    @Override
    public void answered() {
        answeredAfter = call.age();
        answered(new Delivery(Delivery.Kind.SENT, 200), true);
    }

    @Override
    public void confirmed() {}

    @Override
    public void transferred(Party by) {
        transfers++;
    }

    @Override
    public void ended(CallEnd how) {
        end = how;
        if (!how.wasAnswered()) {
            answered(new Delivery(Delivery.Kind.SENT, how.why().code()), how.by() != Party.SERVER);
        }
    }

    @Override
    public void over() {
        if (end != null) {
            var now = call.age();
            var talked = answeredAfter == null ? Duration.ZERO : now.minus(answeredAfter);
            observed.ended(new BridgedCall(end, rangAfter, talked, transfers));
        }
    }
}

package org.sipverify.sip;

import java.util.function.LongSupplier;
import javax.sip.PeerUnavailableException;
import javax.sip.SipFactory;
import org.jspecify.annotations.Nullable;
import org.sipverify.sip.admission.Admission;
import org.sipverify.sip.admission.Thrift;
import org.sipverify.sip.tls.TlsKeys;
import org.sipverify.sip.transport.Lanes;

/**
 * What the way of a request in and the way of its answer out have in common, and what each is made of.
 *
 * @param finished what the calls tell the way in: late messages of these are dropped there
 * @param acks likewise: these ACKs end a call there, unparsed
 */
record JainParts(
        SipConfig config,
        SipMeter meter,
        Admission admission,
        Thrift thrift,
        FinishedCalls finished,
        AwaitedAcks acks,
        Lanes lanes) {

    /** @param nanoTime a clock like {@link System#nanoTime}, for rates, bans and what is remembered for a while */
    static JainParts of(SipConfig config, SipMeter meter, LongSupplier nanoTime) {
        var admission = new Admission(config.admission(), meter, nanoTime);
        return new JainParts(
                config,
                meter,
                admission,
                new Thrift(config.admission(), admission, meter),
                new FinishedCalls(nanoTime),
                new AwaitedAcks(),
                new Lanes(
                        2 * Runtime.getRuntime().availableProcessors(),
                        config.limits().queue()));
    }

    /** The way in: sockets, entrance, lanes and parser. */
    JainWires wires(MessageTrace trace, @Nullable TlsKeys tls) {
        var limits = config.limits();
        var entrance = Entrance.of(admission, config, meter);
        var ingress = new JainIngress(admission, entrance, thrift, finished, acks, lanes, meter, limits.stale());
        return new JainWires(limits, lanes, thrift, ingress, meter, trace, tls);
    }

    /** The way out. */
    JainReplies replies(SipFactory factory) throws PeerUnavailableException {
        return new JainReplies(new JainMessages(factory), thrift, meter, config.maxUdpAnswer());
    }

    JainCalls calls(CallHandler handler, JainReplies replies, JainTimer timer) {
        return new JainCalls(handler, replies, meter, config, finished, acks, timer);
    }

    /** What takes the stack's requests to the calls. */
    JainListener listener(JainCalls calls, JainReplies replies) {
        return new JainListener(calls, replies, admission, thrift, meter, config.retryAfter());
    }
}

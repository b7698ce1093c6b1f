package org.sipverify.sip.admission;

import java.io.IOException;
import java.net.InetSocketAddress;
import org.sipverify.sip.transport.TransportMeter;
import org.sipverify.sip.transport.TransportMeter.Loss;
import org.sipverify.sip.transport.Wire;

/**
 * The rule for answers over UDP to sources nobody vouched for, so that a forged request brings nobody more than was sent
 * in his name: an answer is never larger than the request it answers, and leaves only while that request, or its
 * repetition by the caller, is being answered. What a timer repeats is no such answer and does not leave.
 *
 * <p>Shared state: what each thread is answering.
 */
public final class Thrift {
    private static final int NOTHING = 0;

    private final ThreadLocal<Integer> asked = ThreadLocal.withInitial(() -> NOTHING);
    private final boolean inForce;
    private final Admission admission;
    private final TransportMeter meter;

    /** The time in which a thread answers a request; closing it goes back to the one before. */
    @FunctionalInterface
    public interface Answering extends AutoCloseable {
        @Override
        void close();
    }

    public Thrift(AdmissionConfig config, Admission admission, TransportMeter meter) {
        this.inForce = config.noAmplification();
        this.admission = admission;
        this.meter = meter;
    }

    /** From now on this thread answers a request of so many octets. */
    public Answering answering(int octets) {
        var before = asked.get();
        asked.set(octets);
        return () -> asked.set(before);
    }

    /** Whether the rule holds for this source. */
    public boolean holdsFor(Source source) {
        return inForce && source.forgeable() && !admission.knows(source);
    }

    /** The way to a peer over UDP, with the rule upheld where it holds. */
    public Wire over(Wire wire) {
        return holdsFor(Source.of(wire.remote().getAddress(), true)) ? new Thrifty(wire) : wire;
    }

    private final class Thrifty implements Wire {
        private final Wire wire;

        Thrifty(Wire wire) {
            this.wire = wire;
        }

        @Override
        public InetSocketAddress remote() {
            return wire.remote();
        }

        @Override
        public InetSocketAddress local() {
            return wire.local();
        }

        @Override
        public void send(byte[] message) throws IOException {
            int most = asked.get();
            if (message.length <= most || !ShortAnswer.isResponse(message)) {
                wire.send(message);
                return;
            }
            var shorter = ShortAnswer.of(message, most);
            if (shorter.isPresent()) {
                meter.lost(Loss.ANSWER_CUT);
                wire.send(shorter.get());
            } else {
                meter.lost(Loss.AMPLIFICATION);
            }
        }

        @Override
        public void handled() {
            wire.handled();
        }
    }
}

package org.sipverify.sip;

import gov.nist.javax.sip.message.SIPRequest;
import java.net.InetAddress;
import java.text.ParseException;
import java.time.Duration;
import javax.sip.message.Request;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.sipverify.sip.admission.Admission;
import org.sipverify.sip.admission.Source;
import org.sipverify.sip.admission.Thrift;
import org.sipverify.sip.transport.Flaw;
import org.sipverify.sip.transport.Guarded;
import org.sipverify.sip.transport.Lanes;
import org.sipverify.sip.transport.Receiver;
import org.sipverify.sip.transport.Sound;
import org.sipverify.sip.transport.Transport;
import org.sipverify.sip.transport.TransportMeter;
import org.sipverify.sip.transport.TransportMeter.Loss;
import org.sipverify.sip.transport.Wire;

/** The way of a message from the wire to the transaction layer: entrance, lane of its call, parser, Via. */
final class JainIngress {
    private static final Logger LOG = LogManager.getLogger();

    /** RFC 3261 section 8.1.1.7; a branch without it makes the stack search its tables. */
    private static final String MAGIC_COOKIE = "z9hG4bK";

    private final JainParser parser = new JainParser();
    private final Admission admission;
    private final Entrance entrance;
    private final Thrift thrift;
    private final long stale;
    private final Lanes lanes;
    private final TransportMeter meter;
    private final FinishedCalls finished;
    private final AwaitedAcks acks;

    JainIngress(
            Admission admission,
            Entrance entrance,
            Thrift thrift,
            FinishedCalls finished,
            AwaitedAcks acks,
            Lanes lanes,
            TransportMeter meter,
            Duration stale) {
        this.admission = admission;
        this.entrance = entrance;
        this.thrift = thrift;
        this.stale = stale.toNanos();
        this.lanes = lanes;
        this.meter = meter;
        this.finished = finished;
        this.acks = acks;
    }

    /** Who takes what comes by this listening point. */
    Receiver receiver(JainProcessor processor) {
        return new Receiver() {
            @Override
            public boolean admits(InetAddress source) {
                return admission.lets(source);
            }

            @Override
            public void received(Wire wire, byte[] message) {
                JainIngress.this.received(processor, wire, message);
            }
        };
    }

    /** Takes one message from a wire, on the network's thread. */
    private void received(JainProcessor processor, Wire wire, byte[] bytes) {
        var sound = entrance.admit(wire, bytes, isUdp(processor));
        if (sound.isEmpty()) {
            wire.handled();
        } else {
            queue(processor, wire, sound.get(), System.nanoTime());
        }
    }

    private void queue(JainProcessor processor, Wire wire, Sound sound, long arrived) {
        var taken =
                lanes.offer(sound.callId().hashCode(), !wire.isBusy(), () -> handle(processor, wire, sound, arrived));
        if (!taken) {
            meter.lost(Loss.QUEUE_FULL);
            wire.handled();
        }
    }

    private void handle(JainProcessor processor, Wire wire, Sound sound, long arrived) {
        try (var ignored = thrift.answering(sound.octets())) {
            if (isUdp(processor) && isStale(arrived)) {
                meter.lost(Loss.STALE);
            } else if (!sound.isRequest()) {
                meter.lost(Loss.STRAY_RESPONSE); // this server asks nobody, so no response is meant for it
            } else if (!isMeantFor(processor, sound)) {
                turnAway(processor, wire, sound.refuse(400, Flaw.VIA));
            } else if (!hasBranch(sound)) {
                meter.lost(Loss.NO_BRANCH);
            } else if (finished.contains(sound.callId(), sound.branch().orElseThrow())) {
                LOG.debug("{} is over: a late {} is dropped", sound.callId(), sound.method());
            } else if (!isAwaitedAck(sound)) {
                take(processor, wire, parser.request(sound, wire.remote()));
            }
        } catch (ParseException e) {
            turnAway(processor, wire, sound.refuse(400, Flaw.SYNTAX));
        } finally {
            wire.handled();
        }
    }

    private boolean isAwaitedAck(Sound sound) {
        return sound.method().equals(Request.ACK)
                && acks.came(sound.callId(), sound.branch().orElseThrow());
    }

    /** Under more load than it can bear a server that answers old datagrams first answers none in time. */
    private boolean isStale(long arrived) {
        return System.nanoTime() - arrived > stale;
    }

    private void take(JainProcessor processor, Wire wire, SIPRequest request) {
        var way = isUdp(processor) ? thrift.over(wire) : wire;
        new JainChannel(processor, way).processMessage(request);
    }

    private void turnAway(JainProcessor processor, Wire wire, Guarded guarded) {
        entrance.turnAway(wire, Source.of(wire.remote().getAddress(), isUdp(processor)), guarded);
    }

    private static boolean isUdp(JainProcessor processor) {
        return processor.wireTransport() == Transport.UDP;
    }

    private static boolean hasBranch(Sound sound) {
        var branch = sound.branch().orElse("");
        return branch.startsWith(MAGIC_COOKIE) && branch.length() > MAGIC_COOKIE.length();
    }

    /** A request must say that it came the way it did, or its answer would leave by another. */
    private static boolean isMeantFor(JainProcessor processor, Sound sound) {
        return sound.viaTransport()
                .filter(processor.wireTransport().name()::equalsIgnoreCase)
                .isPresent();
    }
}

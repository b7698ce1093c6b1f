package org.sipverify.sip;

import java.io.IOException;
import java.text.ParseException;
import java.util.Optional;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.sipverify.sip.transport.Flaw;
import org.sipverify.sip.transport.Guarded;
import org.sipverify.sip.transport.Lanes;
import org.sipverify.sip.transport.Limits;
import org.sipverify.sip.transport.MessageGuard;
import org.sipverify.sip.transport.Sound;
import org.sipverify.sip.transport.TransportLimits;
import org.sipverify.sip.transport.TransportMeter;
import org.sipverify.sip.transport.TransportMeter.Loss;
import org.sipverify.sip.transport.Wire;

/** The way of a message from the wire to the transaction layer: guard, lane of its call, parser, Via. */
final class JainIngress {
    private static final Logger LOG = LogManager.getLogger();

    /** RFC 3261 section 8.1.1.7; a branch without it makes the stack search its tables. */
    private static final String MAGIC_COOKIE = "z9hG4bK";

    private final JainParser parser = new JainParser();
    private final MessageGuard guard;
    private final Lanes lanes;
    private final TransportMeter meter;

    JainIngress(TransportLimits limits, Lanes lanes, TransportMeter meter) {
        this.guard = new MessageGuard(new Limits(
                limits.maxHeader(), limits.maxBody(), Limits.DEFAULT.maxField(), Limits.DEFAULT.maxFields()));
        this.lanes = lanes;
        this.meter = meter;
    }

    /** Takes one message from a wire, on the network's thread. */
    void received(JainProcessor processor, Wire wire, byte[] bytes) {
        var guarded = guard.check(bytes, bytes.length, processor.wireTransport() == Transport.UDP);
        var sound = guarded.match(Optional::of, refused -> Optional.<Sound>empty(), dropped -> Optional.<Sound>empty());
        if (sound.isEmpty()) {
            turnAway(wire, guarded);
            wire.handled();
        } else if (!lanes.offer(sound.get().callId().hashCode(), () -> handle(processor, wire, sound.get()))) {
            meter.lost(Loss.QUEUE_FULL);
            wire.handled();
        }
    }

    private void handle(JainProcessor processor, Wire wire, Sound sound) {
        try {
            if (!sound.isRequest()) {
                meter.lost(Loss.STRAY_RESPONSE); // this server asks nobody, so no response is meant for it
            } else if (!isMeantFor(processor, sound)) {
                turnAway(wire, sound.refuse(400, Flaw.VIA));
            } else if (!hasBranch(sound)) {
                meter.lost(Loss.NO_BRANCH);
            } else {
                new JainChannel(processor, wire).processMessage(parser.request(sound, wire.remote()));
            }
        } catch (ParseException e) {
            turnAway(wire, sound.refuse(400, Flaw.SYNTAX));
        } finally {
            wire.handled();
        }
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

    private void turnAway(Wire wire, Guarded guarded) {
        meter.lost(Loss.NOT_SOUND);
        guarded.match(
                        sound -> Optional.<byte[]>empty(),
                        refused -> refused.response(wire.remote()),
                        dropped -> Optional.<byte[]>empty())
                .ifPresent(response -> send(wire, response));
    }

    private static void send(Wire wire, byte[] response) {
        try {
            wire.send(response);
        } catch (IOException e) {
            LOG.debug("a refusal did not leave: {}", e.toString());
        }
    }
}

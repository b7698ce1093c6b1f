package org.sipverify.sip.stack;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.sipverify.sip.SipConfig;
import org.sipverify.sip.SipMeter;
import org.sipverify.sip.admission.Admission;
import org.sipverify.sip.admission.Admission.Ruling;
import org.sipverify.sip.admission.AmplificationGuard;
import org.sipverify.sip.admission.Source;
import org.sipverify.sip.guard.Dropped;
import org.sipverify.sip.guard.Flaw;
import org.sipverify.sip.guard.Guarded;
import org.sipverify.sip.guard.Limits;
import org.sipverify.sip.guard.MessageGuard;
import org.sipverify.sip.guard.Refused;
import org.sipverify.sip.guard.Sound;
import org.sipverify.sip.transport.TransportMeter.Loss;
import org.sipverify.sip.transport.Wire;

/** What every message passes before it is parsed: the valve and the guard. What they refuse is answered without state. */
final class InboundFilter {
    private static final Logger LOG = LogManager.getLogger();

    private static final byte[] INVITE = "INVITE ".getBytes(US_ASCII);

    private final Admission admission;
    private final AmplificationGuard amplification;
    private final MessageGuard guard;
    private final SipMeter meter;
    private final String retryAfter;
    private final BooleanSupplier full;

    /** @param full whether the call of a stranger would be refused by now */
    static InboundFilter of(
            Admission admission,
            AmplificationGuard amplification,
            SipConfig config,
            SipMeter meter,
            BooleanSupplier full) {
        var limits = config.limits();
        var guard = new MessageGuard(Limits.of(limits.maxHeader(), limits.maxBody()));
        return new InboundFilter(
                admission, amplification, guard, meter, config.capacity().retryAfter(), full);
    }

    private InboundFilter(
            Admission admission,
            AmplificationGuard amplification,
            MessageGuard guard,
            SipMeter meter,
            int retryAfter,
            BooleanSupplier full) {
        this.admission = admission;
        this.amplification = amplification;
        this.guard = guard;
        this.meter = meter;
        this.retryAfter = "Retry-After: " + retryAfter;
        this.full = full;
    }

    /** The message, if it is to be parsed; otherwise it is dealt with. */
    Optional<Sound> admit(Wire wire, byte[] bytes, boolean datagram) {
        var source = Source.of(wire.remote().getAddress(), datagram);
        var door = admission.door(source);
        if (door == Ruling.DROP) {
            return Optional.empty();
        }
        if (door == Ruling.ADMIT && isInvite(bytes) && full.getAsBoolean() && isOneTooMany(source)) {
            meter.overloaded();
            return Optional.empty();
        }
        return guard.check(bytes, bytes.length, datagram)
                .match(
                        sound -> ruled(door, wire, source, sound),
                        refused -> unsound(door, wire, source, bytes.length, refused),
                        dropped -> unsound(door, wire, source, bytes.length, dropped));
    }

    /** Looked at before the guard: to refuse a flood must cost next to nothing. */
    private static boolean isInvite(byte[] bytes) {
        return bytes.length > INVITE.length && Arrays.equals(bytes, 0, INVITE.length, INVITE, 0, INVITE.length);
    }

    private boolean isOneTooMany(Source source) {
        return !admission.knows(source) && !admission.hasRefusal(source);
    }

    private Optional<Sound> ruled(Ruling door, Wire wire, Source source, Sound sound) {
        var ruling = door == Ruling.ADMIT && sound.isRequest() ? admission.request(source, sound) : door;
        return switch (ruling) {
            case ADMIT -> Optional.of(sound);
            case DROP -> Optional.empty();
            case FORBID -> answered(wire, room(source, sound), sound.refuse(403, Flaw.FORBIDDEN));
            case BUSY -> answered(wire, room(source, sound), sound.refuse(503, Flaw.BUSY), retryAfter);
        };
    }

    private int room(Source source, Sound sound) {
        return amplification.room(source, sound.octets());
    }

    private Optional<Sound> unsound(Ruling door, Wire wire, Source source, int octets, Guarded guarded) {
        // A datagram of line ends keeps a NAT open. RFC 5626 has a pong for it on connections only: nobody gets one
        // here.
        boolean keepAlive = guarded instanceof Dropped dropped && dropped.flaw() == Flaw.NOTHING;
        if (door == Ruling.ADMIT && !keepAlive) {
            turnAway(wire, source, amplification.room(source, octets), guarded);
        }
        return Optional.empty();
    }

    /** Answers 503 to a request for which there is no room, as often as a source is told so; then nothing. */
    void turnAwayBusy(InboundRequest request) {
        if (request.sound().isRequest() && admission.mayRefuse(request.source())) {
            var unused =
                    answered(request.wire(), request.room(), request.sound().refuse(503, Flaw.BUSY), retryAfter);
        }
    }

    /** Answers a message that turned out not to be sound, where it can be answered. */
    void turnAway(InboundRequest request, Flaw flaw) {
        turnAway(
                request.wire(),
                request.source(),
                request.room(),
                request.sound().refuse(400, flaw));
    }

    private void turnAway(Wire wire, Source source, int room, Guarded guarded) {
        admission.offended(source); // before it is counted: who sees the count finds a ban in force
        meter.lost(Loss.NOT_SOUND);
        var unused = answered(wire, room, guarded);
    }

    private Optional<Sound> answered(Wire wire, int room, Guarded guarded, String... fields) {
        guarded.match(sound -> Optional.<Refused>empty(), Optional::of, dropped -> Optional.<Refused>empty())
                .ifPresent(refused -> refused.response(wire.remote(), room, fields)
                        .ifPresent(response -> send(wire, refused.status(), response)));
        return Optional.empty();
    }

    private void send(Wire wire, int status, byte[] response) {
        try {
            wire.send(response);
            meter.response(status);
        } catch (IOException e) {
            LOG.debug("a refusal did not leave: {}", e.toString());
        }
    }
}

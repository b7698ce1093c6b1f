package org.sipverify.sip.stack;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.sipverify.sip.SipConfig;
import org.sipverify.sip.SipMeter;
import org.sipverify.sip.admission.Admission;
import org.sipverify.sip.admission.AdmissionDecision;
import org.sipverify.sip.admission.AmplificationGuard;
import org.sipverify.sip.admission.RejectedInvites;
import org.sipverify.sip.admission.ReplyPath;
import org.sipverify.sip.admission.Source;
import org.sipverify.sip.guard.GuardResult;
import org.sipverify.sip.guard.IgnoredMessage;
import org.sipverify.sip.guard.MessageError;
import org.sipverify.sip.guard.MessageGuard;
import org.sipverify.sip.guard.RejectedMessage;
import org.sipverify.sip.guard.ValidMessage;
import org.sipverify.sip.transport.TransportMeter.Loss;
import org.sipverify.sip.transport.Wire;

/**
 * The checks of every message before it is parsed: admission and the guard. What they reject is answered statelessly.
 */
final class InboundFilter {
    private static final Logger LOG = LogManager.getLogger();

    private static final byte[] INVITE = "INVITE ".getBytes(US_ASCII);
    private static final byte[] RESPONSE = "SIP/2.0 ".getBytes(US_ASCII);

    private final Admission admission;
    private final AmplificationGuard amplification;
    private final ReplyPath replyPath;
    private final RejectedInvites rejected;
    private final MessageGuard guard;
    private final SipMeter meter;
    private final String retryAfter;
    private final BooleanSupplier full;
    private final Predicate<InetAddress> asked;
    private final DialogRequests dialogs;

    /**
     * @param full whether a call from an unnamed source would be rejected now
     * @param asked whether this server has a request under way to that address, whose responses are wanted even if its
     *     requests are not
     * @param dialogs knows the peers of bridged calls, whose requests within them are wanted likewise
     */
    InboundFilter(
            Admission admission,
            AmplificationGuard amplification,
            ReplyPath replyPath,
            RejectedInvites rejected,
            SipConfig config,
            SipMeter meter,
            BooleanSupplier full,
            Predicate<InetAddress> asked,
            DialogRequests dialogs) {
        this.dialogs = dialogs;
        this.admission = admission;
        this.amplification = amplification;
        this.replyPath = replyPath;
        this.rejected = rejected;
        this.guard = new MessageGuard(config.limits().message().ofGuard());
        this.meter = meter;
        this.retryAfter = "Retry-After: " + config.capacity().retryAfter();
        this.full = full;
        this.asked = asked;
    }

    /** The message, if it is to be parsed; otherwise it has been handled. */
    Optional<ValidMessage> admit(Wire wire, byte[] bytes, boolean datagram) {
        var source = Source.of(wire.remote().getAddress(), datagram);
        var entry = isWanted(wire, bytes) ? AdmissionDecision.ADMIT : admission.checkSource(source);
        var peer = dialogs.isPeer(wire.remote().getAddress());
        if (entry == AdmissionDecision.DROP && !peer) {
            return Optional.empty();
        }
        if (entry == AdmissionDecision.ADMIT && isInvite(bytes) && full.getAsBoolean() && isOneTooMany(source)) {
            meter.overloaded();
            return Optional.empty();
        }
        return guard.check(bytes, bytes.length, datagram)
                .match(
                        valid -> peer && isOfCall(valid) ? Optional.of(valid) : decided(entry, wire, source, valid),
                        unsound -> unsound(entry, wire, source, bytes, unsound),
                        ignored -> unsound(entry, wire, source, bytes, ignored));
    }

    /** Checked before the guard: rejecting a flood must cost next to nothing. */
    private static boolean isInvite(byte[] bytes) {
        return startsWith(bytes, INVITE);
    }

    private boolean isWanted(Wire wire, byte[] bytes) {
        return startsWith(bytes, RESPONSE) && asked.test(wire.remote().getAddress());
    }

    private static boolean startsWith(byte[] bytes, byte[] start) {
        return bytes.length > start.length && Arrays.equals(bytes, 0, start.length, start, 0, start.length);
    }

    /** A call that was admitted must be able to go on and to end: what belongs to it counts against no rate. */
    private boolean isOfCall(ValidMessage valid) {
        return valid.isRequest() && dialogs.isWithin(valid);
    }

    private boolean isOneTooMany(Source source) {
        return !admission.isAllowed(source) && !admission.hasRefusal(source);
    }

    private Optional<ValidMessage> decided(AdmissionDecision entry, Wire wire, Source source, ValidMessage valid) {
        var decision =
                entry == AdmissionDecision.ADMIT && valid.isRequest() ? admission.checkRequest(source, valid) : entry;
        return switch (decision) {
            case ADMIT -> Optional.of(valid);
            case DROP -> Optional.empty();
            case FORBID -> refused(wire, source, valid, 403, MessageError.FORBIDDEN);
            case BUSY -> refused(wire, source, valid, 503, MessageError.BUSY, retryAfter);
        };
    }

    private Optional<ValidMessage> refused(
            Wire wire, Source source, ValidMessage valid, int status, MessageError why, String... fields) {
        rejected.note(wire, source, valid.bytes(), status, why.text());
        return answered(wire, source, room(source, valid), valid.reject(status, why), fields);
    }

    private int room(Source source, ValidMessage valid) {
        return amplification.room(source, valid.octets());
    }

    private Optional<ValidMessage> unsound(
            AdmissionDecision entry, Wire wire, Source source, byte[] bytes, GuardResult result) {
        // A datagram of line ends keeps a NAT open. RFC 5626 defines a pong for connections only, so none is sent.
        boolean keepAlive = result instanceof IgnoredMessage ignored && ignored.error() == MessageError.NOTHING;
        if (entry == AdmissionDecision.ADMIT && !keepAlive) {
            turnAway(wire, source, amplification.room(source, bytes.length), bytes, result);
        }
        return Optional.empty();
    }

    /**
     * Answers 503 to a request for which there is no room, within the source's allowance of rejections; then drops it.
     */
    void turnAwayBusy(InboundRequest request) {
        if (request.message().isRequest() && admission.mayRefuse(request.source())) {
            var unused =
                    refused(request.wire(), request.source(), request.message(), 503, MessageError.BUSY, retryAfter);
        }
    }

    /** Answers a message that turned out to be invalid, if it can be answered. */
    void turnAway(InboundRequest request, MessageError error) {
        turnAway(
                request.wire(),
                request.source(),
                request.room(),
                request.message().bytes(),
                request.message().reject(400, error));
    }

    private void turnAway(Wire wire, Source source, int room, byte[] bytes, GuardResult result) {
        result.match(
                valid -> false,
                refused -> log(wire, source, bytes, refused.status(), refused.error()),
                ignored -> log(wire, source, bytes, 0, ignored.error()));
        admission.recordOffence(source); // before it is counted: when the count is visible, the ban is in force
        meter.lost(Loss.NOT_SOUND);
        var unused = answered(wire, source, room, result);
    }

    private boolean log(Wire wire, Source source, byte[] bytes, int status, MessageError error) {
        rejected.log(wire, source, bytes, status, error.text());
        return true;
    }

    private Optional<ValidMessage> answered(Wire wire, Source source, int room, GuardResult result, String... fields) {
        result.match(
                        valid -> Optional.<RejectedMessage>empty(),
                        Optional::of,
                        ignored -> Optional.<RejectedMessage>empty())
                .ifPresent(refused -> refused.response(wire.remote(), room, fields)
                        .ifPresent(response ->
                                send(replyPath.of(wire, source, refused.replyPort()), refused.status(), response)));
        return Optional.empty();
    }

    private void send(Wire wire, int status, byte[] response) {
        try {
            wire.send(response);
            meter.response(status);
        } catch (IOException e) {
            LOG.debug("could not send a rejection: {}", e.toString());
        }
    }
}

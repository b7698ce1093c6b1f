package org.sipverify.sip;

import gov.nist.javax.sip.header.CSeq;
import gov.nist.javax.sip.header.CallID;
import gov.nist.javax.sip.header.From;
import gov.nist.javax.sip.header.Require;
import gov.nist.javax.sip.header.To;
import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.header.ViaList;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.parser.StringMsgParser;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.text.ParseException;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import javax.sip.InvalidArgumentException;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.sipverify.sip.transport.Field;
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

    /** A mistake in one of these makes a message unfit; the stack would go on as if the header were absent. */
    private static final Set<Class<?>> ACTED_ON =
            Set.of(From.class, To.class, Via.class, ViaList.class, CSeq.class, CallID.class, Require.class);

    /** After a display name, quoted or not, an addr-spec with blanks beside its brackets. */
    private static final Pattern BLANKS_IN_ADDRESS =
            Pattern.compile("^(?:[^\"<]|\"(?:[^\"\\\\]|\\\\.)*+\")*+<(?: |[^>]* >)");

    private final ThreadLocal<StringMsgParser> parsers = ThreadLocal.withInitial(StringMsgParser::new);
    private final MessageGuard guard;
    private final long stale;
    private final Lanes lanes;
    private final TransportMeter meter;
    private final FinishedCalls finished;

    JainIngress(TransportLimits limits, Lanes lanes, TransportMeter meter, FinishedCalls finished) {
        this.guard = new MessageGuard(new Limits(
                limits.maxHeader(), limits.maxBody(), Limits.DEFAULT.maxField(), Limits.DEFAULT.maxFields()));
        this.stale = limits.stale().toNanos();
        this.lanes = lanes;
        this.meter = meter;
        this.finished = finished;
    }

    /** Takes one message from a wire, on the network's thread. */
    void received(JainProcessor processor, Wire wire, byte[] bytes) {
        var guarded = guard.check(bytes, bytes.length, processor.wireTransport() == Transport.UDP);
        var sound = guarded.match(Optional::of, refused -> Optional.<Sound>empty(), dropped -> Optional.<Sound>empty());
        if (sound.isEmpty()) {
            turnAway(wire, guarded);
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
        try {
            if (isStale(processor, arrived)) {
                meter.lost(Loss.STALE);
            } else if (!sound.isRequest()) {
                meter.lost(Loss.STRAY_RESPONSE); // this server asks nobody, so no response is meant for it
            } else if (!isMeantFor(processor, sound)) {
                turnAway(wire, sound.refuse(400, Flaw.VIA));
            } else if (!hasBranch(sound)) {
                meter.lost(Loss.NO_BRANCH);
            } else if (finished.contains(sound.callId(), sound.branch().orElseThrow())) {
                LOG.debug("{} is over: a late {} is dropped", sound.callId(), sound.method());
            } else if (hasBlanksInAddress(sound, Field.FROM) || hasBlanksInAddress(sound, Field.TO)) {
                turnAway(wire, sound.refuse(400, Flaw.SYNTAX));
            } else {
                new JainChannel(processor, wire).processMessage(parse(sound, wire.remote()));
            }
        } catch (ParseException e) {
            turnAway(wire, sound.refuse(400, Flaw.SYNTAX));
        } finally {
            wire.handled();
        }
    }

    /** Under more load than it can bear a server that answers old datagrams first answers none in time. */
    private boolean isStale(JainProcessor processor, long arrived) {
        return processor.wireTransport() == Transport.UDP && System.nanoTime() - arrived > stale;
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

    /** RFC 4475 section 3.1.2.14: the parser would take the blanks away. */
    private static boolean hasBlanksInAddress(Sound sound, Field field) {
        var value = sound.first(field).orElse("");
        return (value.contains("< ") || value.contains(" >"))
                && BLANKS_IN_ADDRESS.matcher(value).find();
    }

    private SIPRequest parse(Sound sound, InetSocketAddress source) throws ParseException {
        try {
            var message = parsers.get().parseSIPMessage(sound.message(), true, true, JainIngress::strict);
            if (message instanceof SIPRequest request) {
                answerTo(source, request.getTopmostVia());
                request.setApplicationData(sound);
                return request;
            }
            throw new ParseException("no request", 0);
        } catch (InvalidArgumentException | RuntimeException e) { // the parser's other ways to say the same
            throw new ParseException(String.valueOf(e.getMessage()), 0);
        }
    }

    /** The answer goes where the packet came from, always (RFC 3581 section 4); maddr would send it elsewhere. */
    private static void answerTo(InetSocketAddress source, Via via) throws ParseException, InvalidArgumentException {
        via.setReceived(HostPort.address(source));
        via.setParameter(Via.RPORT, Integer.toString(source.getPort()));
        via.removeParameter(Via.MADDR);
    }

    private static void strict(ParseException problem, SIPMessage message, Class<?> header, String line, String whole)
            throws ParseException {
        if (header == null || ACTED_ON.contains(header)) {
            throw problem;
        }
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

package org.sipverify.sip.stack;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.text.ParseException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.sipverify.sip.Invite;
import org.sipverify.sip.MalformedMessageException;
import org.sipverify.sip.guard.Limits;
import org.sipverify.sip.guard.MessageGuard;
import org.sipverify.sip.guard.ValidMessage;
import org.sipverify.sip.transport.Transport;
import org.sipverify.testkit.MemoryLimit;
import org.sipverify.testkit.Message;

/**
 * A fuzz target: the input is one message. What the guard lets through JAIN-SIP's parser reads as the guard does or not
 * at all, the call logic gets its INVITE from it, and its answer is sound.
 */
public final class MessageFuzz {
    private static final InetSocketAddress SOURCE = new InetSocketAddress("192.0.2.9", 5061);
    private static final MessageGuard GUARD = new MessageGuard(Limits.DEFAULT);

    /** Loads the classes, so that the first input has no more time to wait than the others. */
    public static void fuzzerInitialize() {
        read(Message.of("INVITE", 5060).toString().getBytes(UTF_8));
    }

    public static void fuzzerTestOneInput(byte[] message) {
        MemoryLimit.isBounded(message, () -> read(message));
    }

    private static void read(byte[] message) {
        sound(message, true).ifPresent(MessageFuzz::received);
        sound(message, false).ifPresent(MessageFuzz::received);
        try {
            InviteReader.read(message, SOURCE);
        } catch (MalformedMessageException e) {
            assertTrue(e.getMessage() != null);
        }
    }

    private static Optional<ValidMessage> sound(byte[] message, boolean datagram) {
        return GUARD.check(message, message.length, datagram)
                .match(Optional::of, rejected -> Optional.empty(), ignored -> Optional.empty());
    }

    private static void received(ValidMessage valid) {
        if (!valid.isRequest() || valid.viaTransport().isEmpty()) {
            return; // goes no further than the guard
        }
        try {
            var request = MessageMapper.read(valid);
            assertEquals(valid.method(), request.method());
            var invite = request.invite(valid, new Invite.Arrival(SOURCE, Transport.UDP, Instant.EPOCH, List.of()));
            assertEquals(valid.callId(), invite.callId());
            assertEquals(SOURCE, invite.source());
            RequestInspection.refusal(request, Transport.UDP);
            answered(valid);
        } catch (ParseException e) {
            assertTrue(e.getMessage() != null);
        }
    }

    private static void answered(ValidMessage valid) {
        var response = valid.template(SOURCE).write(302, "Moved Temporarily", "ours", List.of("X: y"));
        var again = assertInstanceOf(
                ValidMessage.class, sound(response, false).orElse(null), () -> new String(response, ISO_8859_1));
        assertEquals(valid.callId(), again.callId());
        assertEquals(valid.method(), again.method());
        assertEquals(valid.branch(), again.branch());
        assertEquals(TransactionKey.of(valid).callId(), again.callId());
    }

    private MessageFuzz() {}
}

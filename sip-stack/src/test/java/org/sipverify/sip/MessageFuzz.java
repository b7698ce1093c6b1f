package org.sipverify.sip;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import java.net.InetSocketAddress;
import java.text.ParseException;
import java.util.Optional;
import javax.sip.PeerUnavailableException;
import javax.sip.SipFactory;
import javax.sip.message.Request;
import org.sipverify.sip.transport.Appetite;
import org.sipverify.sip.transport.Limits;
import org.sipverify.sip.transport.MessageGuard;
import org.sipverify.sip.transport.Sound;

/**
 * A fuzz target: the input is one message. What the guard lets through JAIN-SIP's parser reads as the guard does or not at
 * all, the call logic gets its INVITE from it, and its answer is sound.
 */
public final class MessageFuzz {
    private static final InetSocketAddress SOURCE = new InetSocketAddress("192.0.2.9", 5061);
    private static final MessageGuard GUARD = new MessageGuard(Limits.DEFAULT);
    private static final JainParser PARSER = new JainParser();
    private static final JainMessages MESSAGES = messages();

    /** Loads the classes, so that the first input has no more time to wait than the others. */
    public static void fuzzerInitialize() {
        read(Message.of("INVITE", 5060).toString().getBytes(UTF_8));
    }

    public static void fuzzerTestOneInput(byte[] message) {
        Appetite.isBounded(message, () -> read(message));
    }

    private static void read(byte[] message) {
        sound(message, true).ifPresent(MessageFuzz::received);
        sound(message, false).ifPresent(MessageFuzz::received);
        try {
            Invite.parse(message, SOURCE);
        } catch (MalformedMessageException e) {
            assertTrue(e.getMessage() != null);
        }
    }

    private static Optional<Sound> sound(byte[] message, boolean datagram) {
        return GUARD.check(message, message.length, datagram)
                .match(Optional::of, refused -> Optional.empty(), dropped -> Optional.empty());
    }

    private static void received(Sound sound) {
        if (!sound.isRequest() || sound.branch().isEmpty()) {
            return; // goes no further than the guard
        }
        try {
            var request = PARSER.request(sound, SOURCE);
            request.setPeerPacketSourceAddress(SOURCE.getAddress());
            request.setPeerPacketSourcePort(SOURCE.getPort());
            readAlike(sound, request);
            answered(sound, request);
        } catch (ParseException e) {
            assertTrue(e.getMessage() != null);
        }
    }

    private static void readAlike(Sound sound, SIPRequest request) {
        assertEquals(sound.callId(), request.getCallId().getCallId());
        assertEquals(sound.method(), request.getCSeq().getMethod());
        assertEquals(sound.method(), request.getMethod());
        assertEquals(sound.branch().orElseThrow(), request.getTopmostVia().getBranch());
        assertTrue(sound.viaTransport()
                .orElseThrow()
                .equalsIgnoreCase(request.getTopmostVia().getTransport()));
        var invite = JainMessages.read(request);
        assertEquals(sound.callId(), invite.callId());
        assertEquals(SOURCE, invite.source());
    }

    private static void answered(Sound sound, SIPRequest request) {
        JainScreen.refusal(request);
        Request completed = JainMessages.completed(request);
        var response = (SIPMessage) MESSAGES.response(completed, 302, "ours", Headers.NONE);
        var again = assertInstanceOf(
                Sound.class, sound(response.encode().getBytes(UTF_8), false).orElse(null), response::encode);
        assertEquals(sound.callId(), again.callId());
        assertEquals(sound.method(), again.method());
        assertEquals(sound.branch(), again.branch());
    }

    private static JainMessages messages() {
        try {
            var factory = SipFactory.getInstance();
            factory.setPathName("gov.nist");
            return new JainMessages(factory);
        } catch (PeerUnavailableException e) {
            throw new IllegalStateException(e);
        }
    }

    private MessageFuzz() {}
}

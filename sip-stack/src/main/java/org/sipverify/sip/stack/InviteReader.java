package org.sipverify.sip.stack;

import gov.nist.javax.sip.address.AddressImpl;
import gov.nist.javax.sip.address.SipUri;
import gov.nist.javax.sip.header.Contact;
import gov.nist.javax.sip.header.MaxForwards;
import gov.nist.javax.sip.message.SIPRequest;
import java.net.InetSocketAddress;
import java.text.ParseException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.sip.InvalidArgumentException;
import javax.sip.header.ContactHeader;
import javax.sip.header.MaxForwardsHeader;
import javax.sip.message.Request;
import org.sipverify.sip.Invite;
import org.sipverify.sip.MalformedMessageException;
import org.sipverify.sip.guard.Limits;
import org.sipverify.sip.guard.MessageError;
import org.sipverify.sip.guard.MessageGuard;
import org.sipverify.sip.guard.ValidMessage;
import org.sipverify.sip.transport.Transport;

/** Reads an INVITE that was not received over the network, such as one from a file, as strictly as the server does. */
public final class InviteReader {
    /**
     * Reads an INVITE from its bytes, as if it had come from that address just now.
     *
     * @throws MalformedMessageException when it is not a SIP request, or not an INVITE
     */
    public static Invite read(byte[] message, InetSocketAddress source) throws MalformedMessageException {
        var valid = guarded(message);
        try {
            var request = RequestParser.soundThroughout(valid.bytes());
            if (!request.getMethod().equals(Request.INVITE)) {
                throw new MalformedMessageException("it is not an INVITE", null);
            }
            completed(request).checkHeaders();
            return MessageMapper.read(request)
                    .invite(valid, new Invite.Arrival(source, transport(valid), Instant.now(), List.of()));
        } catch (ParseException e) {
            throw new MalformedMessageException(String.valueOf(e.getMessage()), e);
        }
    }

    /** The transport in its topmost Via, since there is no wire; UDP if this server does not know it. */
    private static Transport transport(ValidMessage valid) {
        return Arrays.stream(Transport.values())
                .filter(transport ->
                        transport.name().equalsIgnoreCase(valid.viaTransport().orElse("")))
                .findFirst()
                .orElse(Transport.UDP);
    }

    /** As the server does; otherwise a Via could keep the parser busy forever. */
    private static ValidMessage guarded(byte[] message) throws MalformedMessageException {
        var result = new MessageGuard(Limits.DEFAULT).check(message, message.length, true);
        var error = result.<Optional<MessageError>>match(
                valid -> Optional.empty(),
                rejected -> Optional.of(rejected.error()),
                ignored -> Optional.of(ignored.error()));
        if (error.isPresent()) {
            throw new MalformedMessageException(error.get().text(), null);
        }
        return (ValidMessage) result;
    }

    /**
     * The request with the fields that JAIN-SIP's check requires and a redirect server does not need: Max-Forwards,
     * which RFC 3261 section 16.3 allows to be absent, and the Contact of an INVITE, which is never used.
     */
    private static SIPRequest completed(SIPRequest request) {
        try {
            if (request.getHeader(MaxForwardsHeader.NAME) == null) {
                request.setHeader(new MaxForwards(70));
            }
            if (request.getMethod().equals(Request.INVITE) && request.getHeader(ContactHeader.NAME) == null) {
                request.setHeader(anonymousContact());
            }
            return request;
        } catch (InvalidArgumentException | ParseException e) {
            throw new IllegalStateException("both are sound", e);
        }
    }

    private static Contact anonymousContact() throws ParseException {
        var uri = new SipUri();
        uri.setHost("anonymous.invalid");
        var address = new AddressImpl();
        address.setURI(uri);
        var contact = new Contact();
        contact.setAddress(address);
        return contact;
    }

    private InviteReader() {}
}

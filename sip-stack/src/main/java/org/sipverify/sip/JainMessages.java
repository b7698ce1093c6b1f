package org.sipverify.sip;

import static java.nio.charset.StandardCharsets.UTF_8;

import gov.nist.javax.sip.address.AddressImpl;
import gov.nist.javax.sip.address.SipUri;
import gov.nist.javax.sip.header.Contact;
import gov.nist.javax.sip.header.ExtensionHeaderImpl;
import gov.nist.javax.sip.header.MaxForwards;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import java.net.InetSocketAddress;
import java.text.ParseException;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import javax.sip.InvalidArgumentException;
import javax.sip.PeerUnavailableException;
import javax.sip.SipFactory;
import javax.sip.address.SipURI;
import javax.sip.address.TelURL;
import javax.sip.address.URI;
import javax.sip.header.ContactHeader;
import javax.sip.header.HeaderAddress;
import javax.sip.header.MaxForwardsHeader;
import javax.sip.header.ViaHeader;
import javax.sip.message.MessageFactory;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.sipverify.sip.transport.Flaw;
import org.sipverify.sip.transport.Limits;
import org.sipverify.sip.transport.MessageGuard;
import org.sipverify.sip.transport.Sound;
import org.sipverify.sip.transport.Transport;

/** Turns JAIN-SIP messages into ours and back. Every cast and every ParseException of the house is in this file. */
final class JainMessages {
    private final MessageFactory messages;

    JainMessages(SipFactory factory) throws PeerUnavailableException {
        messages = factory.createMessageFactory();
    }

    /** Its header fields are read from the bytes themselves: what the parser made of them would have to be written anew. */
    static Invite read(Request request) {
        var message = (SIPRequest) request;
        var bytes = ((Sound) message.getApplicationData()).message();
        return new Invite(
                message.getCallIdHeader().getCallId(),
                message.getCSeqHeader().getSeqNumber(),
                address(message.getFromHeader()),
                address(message.getToHeader()),
                request.getRequestURI().toString(),
                HeaderFields.of(bytes),
                source(request),
                transport(request),
                Instant.now(),
                bytes);
    }

    static Invite parseInvite(byte[] message, InetSocketAddress source) throws MalformedMessageException {
        var sound = guarded(message);
        try {
            var request = JainParser.soundThroughout(sound.message());
            if (!request.getMethod().equals(Request.INVITE)) {
                throw new MalformedMessageException("it is not an INVITE", null);
            }
            completed(request);
            request.checkHeaders();
            request.setApplicationData(sound);
            request.setPeerPacketSourceAddress(source.getAddress());
            request.setPeerPacketSourcePort(source.getPort());
            return read(request);
        } catch (ParseException e) {
            throw new MalformedMessageException(String.valueOf(e.getMessage()), e);
        }
    }

    /** As the server does, or a Via could keep the parser busy for ever. */
    private static Sound guarded(byte[] message) throws MalformedMessageException {
        var guarded = new MessageGuard(Limits.DEFAULT).check(message, message.length, true);
        var flaw = guarded.<Optional<Flaw>>match(
                sound -> Optional.empty(),
                refused -> Optional.of(refused.flaw()),
                dropped -> Optional.of(dropped.flaw()));
        if (flaw.isPresent()) {
            throw new MalformedMessageException(flaw.get().text(), null);
        }
        return (Sound) guarded;
    }

    /**
     * The request with what the stack insists on and a redirect server can do without: Max-Forwards, which RFC 3261
     * section 16.3 lets be absent, and the Contact of an INVITE, to which nothing is ever sent.
     */
    static Request completed(Request request) {
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

    static InetSocketAddress source(Request request) {
        var message = (SIPRequest) request;
        return new InetSocketAddress(message.getPeerPacketSourceAddress(), message.getPeerPacketSourcePort());
    }

    /** How long the request was when it came, in octets. */
    static int octets(Request request) {
        return ((SIPMessage) request).getApplicationData() instanceof Sound sound ? sound.octets() : 0;
    }

    static Transport transport(Request request) {
        var via = (ViaHeader) request.getHeader(ViaHeader.NAME);
        if (via.getTransport().equalsIgnoreCase(Transport.UDP.name())) {
            return Transport.UDP;
        }
        return via.getTransport().equalsIgnoreCase(Transport.TCP.name()) ? Transport.TCP : Transport.TLS;
    }

    Response write(Request request, Answer answer, String toTag) {
        var response = response(request, answer.status(), toTag, answer.headers());
        answer.expendable().fields().forEach(field -> add(response, field));
        try {
            response.setReasonPhrase(answer.reason());
            return response;
        } catch (ParseException e) {
            throw new IllegalArgumentException("cannot be said in SIP: " + answer.reason(), e);
        }
    }

    Response response(Request request, int status, String toTag, Headers headers) {
        try {
            var response = (SIPMessage) messages.createResponse(status, request);
            if (status > Response.TRYING && response.getToHeader().getTag() == null) {
                response.getToHeader().setTag(toTag);
            }
            headers.fields().forEach(field -> add((Response) response, field));
            return (Response) response;
        } catch (ParseException e) {
            throw new IllegalArgumentException("no such status: " + status, e);
        }
    }

    /** Bytes on the wire. */
    static int size(Response response) {
        return ((SIPMessage) response).encode().getBytes(UTF_8).length;
    }

    /** As an extension header whatever its name: {@link Headers.Header} has checked it, so the stack need not parse it. */
    private static void add(Response response, Headers.Header field) {
        var header = new ExtensionHeaderImpl(field.name());
        header.setValue(field.value());
        response.addHeader(header);
    }

    private static SipAddress address(HeaderAddress header) {
        URI uri = header.getAddress().getURI();
        if (uri instanceof SipURI sip) {
            return new SipAddress(sip.getUser() == null ? "" : sip.getUser(), sip.getHost());
        }
        return new SipAddress(uri instanceof TelURL tel ? number(tel) : "", "");
    }

    private static String number(TelURL tel) {
        return tel.isGlobal() && !tel.getPhoneNumber().startsWith("+")
                ? "+" + tel.getPhoneNumber()
                : tel.getPhoneNumber();
    }

    static String scheme(Request request) {
        return request.getRequestURI().getScheme().toLowerCase(Locale.ROOT);
    }
}

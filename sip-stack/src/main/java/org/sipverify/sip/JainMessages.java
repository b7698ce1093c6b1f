package org.sipverify.sip;

import static java.nio.charset.StandardCharsets.UTF_8;

import gov.nist.core.CommonLogger;
import gov.nist.javax.sip.address.AddressImpl;
import gov.nist.javax.sip.address.SipUri;
import gov.nist.javax.sip.header.Contact;
import gov.nist.javax.sip.header.ExtensionHeaderImpl;
import gov.nist.javax.sip.header.MaxForwards;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.parser.StringMsgParser;
import java.net.InetSocketAddress;
import java.text.ParseException;
import java.time.Instant;
import java.util.Locale;
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
import org.sipverify.sip.transport.Sound;

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

    static Invite parseInvite(Sound sound, InetSocketAddress source) throws MalformedMessageException {
        CommonLogger.legacyLogger =
                new JainStackLogger(); // no stack may be there to set it, and the parser asks for it
        try {
            var parsed = new StringMsgParser().parseSIPMessage(sound.message(), true, false, JainMessages::refuse);
            if (!(parsed instanceof SIPRequest request) || !request.getMethod().equals(Request.INVITE)) {
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

    private static void refuse(ParseException problem, SIPMessage message, Class<?> header, String line, String whole)
            throws ParseException {
        throw problem;
    }

    static InetSocketAddress source(Request request) {
        var message = (SIPRequest) request;
        return new InetSocketAddress(message.getPeerPacketSourceAddress(), message.getPeerPacketSourcePort());
    }

    static Transport transport(Request request) {
        var via = (ViaHeader) request.getHeader(ViaHeader.NAME);
        return via.getTransport().equalsIgnoreCase(Transport.TCP.name()) ? Transport.TCP : Transport.UDP;
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

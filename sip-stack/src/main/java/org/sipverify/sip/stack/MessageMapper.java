package org.sipverify.sip.stack;

import gov.nist.javax.sip.message.SIPRequest;
import java.text.ParseException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.ListIterator;
import java.util.Locale;
import java.util.Objects;
import javax.sip.address.SipURI;
import javax.sip.address.TelURL;
import javax.sip.address.URI;
import javax.sip.header.HeaderAddress;
import javax.sip.header.MaxForwardsHeader;
import javax.sip.header.RequireHeader;
import org.sipverify.sip.SipAddress;
import org.sipverify.sip.guard.ValidMessage;

/** Turns JAIN-SIP's requests into ours: every cast of its types is in this file. */
final class MessageMapper {
    private static final RequestParser PARSER = new RequestParser();

    /**
     * Reads what is acted on, on any thread.
     *
     * @throws ParseException when that is not SIP
     */
    static ParsedRequest read(ValidMessage valid) throws ParseException {
        return read(PARSER.request(valid));
    }

    /** What of a parsed request is acted on. */
    static ParsedRequest read(SIPRequest request) {
        var uri = request.getRequestURI();
        return new ParsedRequest(
                request.getMethod(),
                request.getCSeqHeader().getSeqNumber(),
                new ParsedRequest.Target(
                        uri.toString(),
                        uri.getScheme().toLowerCase(Locale.ROOT),
                        uri instanceof SipURI sip && sip.getHeaderNames().hasNext()),
                new ParsedRequest.From(
                        address(request.getFromHeader()), Objects.requireNonNullElse(request.getFromTag(), "")),
                new ParsedRequest.To(address(request.getToHeader()), request.getToTag() != null),
                new ParsedRequest.Demands(required(request), isLastHop(request)));
    }

    private static boolean isLastHop(SIPRequest request) {
        return request.getHeader(MaxForwardsHeader.NAME) instanceof MaxForwardsHeader hops
                && hops.getMaxForwards() == 0;
    }

    private static List<String> required(SIPRequest request) {
        var tags = new LinkedHashSet<String>();
        ListIterator<?> all = request.getHeaders(RequireHeader.NAME);
        all.forEachRemaining(header -> tags.add(((RequireHeader) header).getOptionTag()));
        return List.copyOf(tags);
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

    private MessageMapper() {}
}

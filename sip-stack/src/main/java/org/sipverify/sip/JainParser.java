package org.sipverify.sip;

import gov.nist.core.CommonLogger;
import gov.nist.javax.sip.header.CSeq;
import gov.nist.javax.sip.header.CallID;
import gov.nist.javax.sip.header.From;
import gov.nist.javax.sip.header.RequestLine;
import gov.nist.javax.sip.header.Require;
import gov.nist.javax.sip.header.To;
import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.header.ViaList;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.parser.ParseExceptionListener;
import gov.nist.javax.sip.parser.ParserFactory;
import gov.nist.javax.sip.parser.StringMsgParser;
import java.net.InetSocketAddress;
import java.text.ParseException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import javax.sip.InvalidArgumentException;
import javax.sip.header.DateHeader;
import org.sipverify.sip.transport.Field;
import org.sipverify.sip.transport.Sound;

/** JAIN-SIP's parser with its surprises taken out: it throws one exception, and overlooks nothing the stack acts on. */
final class JainParser {
    /** A mistake in one of these makes a message unfit; the stack would go on as if the header were absent. */
    private static final Set<Class<?>> ACTED_ON = Set.of(
            RequestLine.class, From.class, To.class, Via.class, ViaList.class, CSeq.class, CallID.class, Require.class);

    /** The parser does not know the class of a field whose short name is used: here Via, From, To and Call-ID. */
    private static final Pattern ACTED_ON_IN_SHORT = Pattern.compile("(?is)[vfti][ \\t]*:.*");

    /** After a display name, quoted or not, an addr-spec with blanks beside its brackets. */
    private static final Pattern BLANKS_IN_ADDRESS =
            Pattern.compile("^(?:[^\"<]|\"(?:[^\"\\\\]|\\\\.)*+\")*+<(?: |[^>]* >)");

    static {
        CommonLogger.legacyLogger =
                new JainStackLogger(); // the parser asks for it, and no stack may be there to set it
        ParserFactory.addToParserTable(DateHeader.NAME, JainDateParser.class);
    }

    private final ThreadLocal<StringMsgParser> parsers = ThreadLocal.withInitial(StringMsgParser::new);

    /** A request as it came from that address, on any thread. A mistake in a field nobody acts on is passed over. */
    SIPRequest request(Sound sound, InetSocketAddress source) throws ParseException {
        if (hasBlanksInAddress(sound, Field.FROM) || hasBlanksInAddress(sound, Field.TO)) {
            throw new ParseException("blanks in an address", 0);
        }
        var request = request(parsers.get(), sound.message(), true, JainParser::strict);
        if (!readsAlike(sound, request)) {
            throw new ParseException("the parser reads another message than the guard", 0);
        }
        try {
            answerTo(source, request.getTopmostVia());
            readPorts(request);
            keepMethod(request);
            request.setApplicationData(sound); // for what the parser's reading of it would have to be written anew
            return request;
        } catch (InvalidArgumentException e) {
            throw new IllegalStateException("they are a port and a CSeq already", e);
        }
    }

    /** Where a value goes wrong the parser may stop and keep the rest to itself: a Via then has no branch. */
    private static boolean readsAlike(Sound sound, SIPRequest request) {
        return sound.callId().equals(request.getCallId().getCallId())
                && sound.method().equals(request.getMethod())
                && sound.branch().orElse("").equals(request.getTopmostVia().getBranch());
    }

    /** A request of which every header field is in order. */
    static SIPRequest soundThroughout(byte[] message) throws ParseException {
        return request(new StringMsgParser(), message, false, JainParser::refuse);
    }

    /** @param exact whether the body must be as long as Content-Length says */
    private static SIPRequest request(
            StringMsgParser parser, byte[] bytes, boolean exact, ParseExceptionListener problems)
            throws ParseException {
        try {
            if (parser.parseSIPMessage(bytes, true, exact, problems) instanceof SIPRequest request) {
                return request;
            }
            throw new ParseException("no request", 0);
        } catch (RuntimeException e) { // the parser's other way to say the same
            throw new ParseException(String.valueOf(e.getMessage()), 0);
        }
    }

    /** RFC 4475 section 3.1.2.14: the parser would take the blanks away. */
    private static boolean hasBlanksInAddress(Sound sound, Field field) {
        var value = sound.first(field).orElse("");
        return (value.contains("< ") || value.contains(" >"))
                && BLANKS_IN_ADDRESS.matcher(value).find();
    }

    /**
     * The answer goes where the packet came from, always (RFC 3581 section 4); maddr would send it elsewhere. Where the
     * Via says that place already, it is not said again: an answer over UDP has little room.
     */
    private static void answerTo(InetSocketAddress source, Via via) throws ParseException, InvalidArgumentException {
        via.removeParameter(Via.MADDR);
        via.removeParameter(Via.RECEIVED);
        var address = HostPort.address(source);
        if (via.hasParameter(Via.RPORT) || via.getPort() != source.getPort() || !address.equals(via.getHost())) {
            via.setReceived(address);
            via.setParameter(Via.RPORT, Integer.toString(source.getPort()));
        }
    }

    /** The stack does so when it writes the answer, and there a mistake of the peer's would look like one of ours. */
    private static void readPorts(SIPRequest request) throws ParseException {
        try {
            for (var via : request.getViaHeaders()) {
                via.getRPort();
            }
        } catch (NumberFormatException e) {
            throw new ParseException("malformed rport", 0);
        }
    }

    /** A method is case-sensitive (RFC 3261 section 7.1), and its answer must name it; the stack writes capitals. */
    private static void keepMethod(SIPRequest request) throws ParseException, InvalidArgumentException {
        var method = request.getMethod();
        if (!method.equals(method.toUpperCase(Locale.ROOT))) {
            request.setCSeq(new Verbatim(request.getCSeq().getSeqNumber(), method));
        }
    }

    private static final class Verbatim extends CSeq {
        Verbatim(long number, String method) throws ParseException, InvalidArgumentException {
            super(number, method);
        }

        @Override
        protected StringBuilder encodeBody(StringBuilder buffer) {
            return buffer.append(getSeqNumber()).append(' ').append(getMethod());
        }
    }

    private static void strict(ParseException problem, SIPMessage message, Class<?> header, String line, String whole)
            throws ParseException {
        if (header == null
                || ACTED_ON.contains(header)
                || ACTED_ON_IN_SHORT.matcher(line).matches()) {
            throw problem;
        }
    }

    private static void refuse(ParseException problem, SIPMessage message, Class<?> header, String line, String whole)
            throws ParseException {
        throw problem;
    }
}

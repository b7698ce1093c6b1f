package org.sipverify.sip.stack;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

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
import java.text.ParseException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.sip.header.DateHeader;
import org.sipverify.sip.guard.Field;
import org.sipverify.sip.guard.ValidMessage;

/**
 * JAIN-SIP's parser without its surprises: it throws one exception type, and ignores no error in a field that is acted
 * on.
 */
final class RequestParser {
    /** An error in one of these makes a message invalid; JAIN-SIP would continue as if the header were absent. */
    private static final Set<Class<?>> ACTED_ON = Set.of(
            RequestLine.class, From.class, To.class, Via.class, ViaList.class, CSeq.class, CallID.class, Require.class);

    private static final List<Field> ONCE =
            List.of(Field.FROM, Field.TO, Field.CALL_ID, Field.CSEQ, Field.MAX_FORWARDS);

    static {
        CommonLogger.legacyLogger = new ParserLogger(); // the parser uses it, and there may be no stack that sets it
        ParserFactory.addToParserTable(DateHeader.NAME, DateParser.class);
    }

    private final ThreadLocal<StringMsgParser> parsers = ThreadLocal.withInitial(StringMsgParser::new);

    /**
     * Parses the parts of a request that are acted on, on any thread. The parser sees nothing else: a field that is not
     * acted on may hold anything (RFC 3261 section 8.2.2), and costs nothing.
     */
    SIPRequest request(ValidMessage valid) throws ParseException {
        var request = request(parsers.get(), essence(valid), true, RequestParser::strict);
        if (!readsAlike(valid, request)) {
            throw new ParseException("the parser and the guard read different messages", 0);
        }
        return request;
    }

    private static byte[] essence(ValidMessage valid) {
        var text = new StringBuilder(512);
        text.append(valid.method()).append(' ').append(valid.requestUri()).append(" SIP/2.0\r\n");
        valid.all(Field.VIA).forEach(via -> line(text, "Via", via));
        for (var field : ONCE) {
            valid.octets(field).ifPresent(value -> line(text, field.fieldName(), value));
        }
        valid.all(Field.REQUIRE).forEach(require -> line(text, "Require", require));
        return text.append("Content-Length: 0\r\n\r\n").toString().getBytes(ISO_8859_1);
    }

    private static void line(StringBuilder text, String name, String value) {
        text.append(name).append(": ").append(value).append("\r\n");
    }

    /** At an error in a value the parser may silently stop: a Via then has no branch. */
    private static boolean readsAlike(ValidMessage valid, SIPRequest request) {
        return valid.callId().equals(request.getCallId().getCallId())
                && valid.method().equals(request.getMethod())
                && valid.branch()
                        .equals(Optional.ofNullable(request.getTopmostVia().getBranch()));
    }

    /** A request in which every header field is valid. */
    static SIPRequest soundThroughout(byte[] message) throws ParseException {
        return request(new StringMsgParser(), message, false, RequestParser::refuse);
    }

    /** @param exact whether the body must be as long as Content-Length says */
    private static SIPRequest request(
            StringMsgParser parser, byte[] bytes, boolean exact, ParseExceptionListener problems)
            throws ParseException {
        try {
            if (parser.parseSIPMessage(bytes, true, exact, problems) instanceof SIPRequest request) {
                return request;
            }
            throw new ParseException("not a request", 0);
        } catch (RuntimeException e) { // the parser's other way to report an error
            throw new ParseException(String.valueOf(e.getMessage()), 0);
        }
    }

    private static void strict(ParseException problem, SIPMessage message, Class<?> header, String line, String whole)
            throws ParseException {
        if (header == null || ACTED_ON.contains(header)) {
            throw problem;
        }
    }

    private static void refuse(ParseException problem, SIPMessage message, Class<?> header, String line, String whole)
            throws ParseException {
        throw problem;
    }
}

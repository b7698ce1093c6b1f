package org.sipverify.sip.stack;

import gov.nist.javax.sip.header.SIPDate;
import gov.nist.javax.sip.header.SIPDateHeader;
import gov.nist.javax.sip.header.SIPHeader;
import gov.nist.javax.sip.parser.HeaderParser;
import java.text.ParseException;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Locale;

/**
 * Reads a Date (RFC 3261 section 20.17: exactly an RFC 1123 date in GMT). JAIN-SIP's own parser reads 31 Feb as 3 March
 * and an unknown month as the current one, and uses a static calendar that its threads share. Public because JAIN-SIP
 * creates it by name.
 */
public final class DateParser extends HeaderParser {
    private static final DateTimeFormatter RFC_1123 = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.US)
            .withResolverStyle(ResolverStyle.STRICT);

    private final String line;

    /** @param line the whole header field, with its name */
    public DateParser(String line) {
        super(line);
        this.line = line;
    }

    @Override
    public SIPHeader parse() throws ParseException {
        var value = line.substring(line.indexOf(':') + 1).strip();
        try {
            var time = LocalDateTime.parse(value, RFC_1123).toInstant(ZoneOffset.UTC);
            var header = new SIPDateHeader();
            header.setDate(new SIPDate(time.toEpochMilli()));
            return header;
        } catch (DateTimeException e) {
            throw new ParseException("not an RFC 1123 date in GMT", 0);
        }
    }
}

package org.sipverify.sip.guard;

/** Why a message is rejected. The fixed texts are safe for a log, a metric's label and the sender. */
public enum MessageError {
    NOTHING("nothing but line ends"),
    NOT_SIP("not a SIP message"),
    START_LINE("malformed start line"),
    VERSION(505, "SIP version is not 2.0"),
    LINE_END("CR or LF that is not CRLF"),
    BLANK_LINE("line of blanks only"),
    CONTROL("control character in a header field"),
    NOT_UTF8("header field is not UTF-8"),
    FIELD("line is not a header field"),
    NO_EMPTY_LINE("no empty line after the header fields"),
    HEADER_TOO_LONG("header fields too long"),
    TOO_MANY_FIELDS("too many header fields"),
    DUPLICATE("header field allowed once appears twice"),
    MANDATORY_MISSING("mandatory header field missing"),
    /** JAIN-SIP reads forever, and uses more and more memory, in an unclosed one; RFC 3261 allows none in a Via. */
    COMMENT("comment in a Via"),
    REQUEST_URI("malformed Request-URI"),
    FROM("malformed From"),
    TO("malformed To"),
    CALL_ID("malformed Call-ID"),
    CSEQ("malformed CSeq"),
    CSEQ_METHOD("CSeq names another method"),
    LENGTH("malformed Content-Length"),
    LENGTH_MISSING("no Content-Length"),
    LENGTH_DUPLICATE("more than one Content-Length"),
    BODY_TOO_LONG("body too long"),
    BODY_INCOMPLETE("body is not as long as Content-Length says"),
    BUSY(503, "too many requests"),
    FORBIDDEN(403, "source not allowed"),
    SYNTAX("malformed start line or header field");

    private final int status;
    private final String text;

    MessageError(String text) {
        this(400, text);
    }

    MessageError(int status, String text) {
        this.status = status;
        this.text = text;
    }

    /** The status of the response to a request with this error. */
    public int status() {
        return status;
    }

    public String text() {
        return text;
    }
}

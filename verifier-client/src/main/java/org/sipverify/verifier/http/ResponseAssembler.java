package org.sipverify.verifier.http;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.Arrays;

/** Puts together one response at a time of the parts that arrive, within the limits. */
final class ResponseAssembler {
    /** Interim responses (1xx) before the final one. */
    private static final int MAX_INTERIM = 8;
    /** What is reserved on the word of a Content-Length. */
    private static final int TRUSTED = 8 * 1024;

    private static final byte[] EMPTY = {};

    private final int maxBody;
    private int interim;
    private int status;
    private boolean keepsAlive;
    private byte[] body = EMPTY;
    private int length;

    ResponseAssembler(int maxBody) {
        this.maxBody = maxBody;
    }

    /** Forgets the last one. */
    void begin() {
        interim = 0;
        status = 0;
        keepsAlive = false;
        body = EMPTY;
        length = 0;
    }

    /** Takes the next part, and says whether the response is complete. The part is not released. */
    boolean isComplete(HttpObject part) throws UnusableAnswerException {
        if (part.decoderResult().isFailure()) {
            var cause = part.decoderResult().cause(); // whose message may repeat text of the peer
            throw new UnusableAnswerException(
                    "not valid HTTP/1.1 (" + cause.getClass().getSimpleName() + ")");
        }
        if (part instanceof HttpResponse head) {
            begin(head);
        }
        if (part instanceof HttpContent content) {
            add(content.content());
        }
        if (part instanceof LastHttpContent last) {
            checkHeaders(last.trailingHeaders());
        }
        return status > 0 && part instanceof LastHttpContent;
    }

    /** The status of the final response, of three digits; 0 before it has arrived. */
    int status() {
        return status;
    }

    /** Whether the verifier says that another request may follow. */
    boolean keepsAlive() {
        return keepsAlive;
    }

    /** The whole body, not shared. */
    byte[] body() {
        return length == body.length ? body : Arrays.copyOf(body, length);
    }

    /** 101 is final: only HTTP/1.1 was requested, and what follows it is not HTTP. */
    private void begin(HttpResponse head) throws UnusableAnswerException {
        checkStatusLine(head);
        checkHeaders(head.headers());
        int code = head.status().code();
        if (code < HttpResponseStatus.OK.code() && code != HttpResponseStatus.SWITCHING_PROTOCOLS.code()) {
            interim++;
            require(interim <= MAX_INTERIM, "more than " + MAX_INTERIM + " interim responses");
            return;
        }
        status = code;
        keepsAlive = code != HttpResponseStatus.SWITCHING_PROTOCOLS.code() && HttpUtil.isKeepAlive(head);
        checkCoding(head.headers());
        reserve(HttpUtil.getContentLength(head, 0L));
    }

    private static void checkStatusLine(HttpResponse head) throws UnusableAnswerException {
        var version = head.protocolVersion();
        require(
                version.protocolName().equals(HttpVersion.HTTP_1_1.protocolName()) && version.majorVersion() == 1,
                "not HTTP/1");
        int code = head.status().code();
        require(code >= 100 && code <= 999, "a status without three digits");
    }

    private static void checkCoding(HttpHeaders headers) throws UnusableAnswerException {
        if (headers.contains(HttpHeaderNames.TRANSFER_ENCODING)) {
            var codings = headers.getAll(HttpHeaderNames.TRANSFER_ENCODING);
            require(
                    codings.size() == 1 && HttpHeaderValues.CHUNKED.contentEqualsIgnoreCase(codings.get(0)),
                    "a transfer coding other than chunked");
        }
    }

    private static void checkHeaders(HttpHeaders headers) throws UnusableAnswerException {
        if (headers.isEmpty()) {
            return;
        }
        require(headers.size() <= ResponseReader.MAX_LINES, "more than " + ResponseReader.MAX_LINES + " headers");
        for (var lines = headers.iteratorCharSequence(); lines.hasNext(); ) {
            var line = lines.next();
            require(
                    line.getKey().length() + line.getValue().length() <= ResponseReader.MAX_LINE,
                    "a header of more than " + ResponseReader.MAX_LINE + " bytes");
        }
    }

    private void reserve(long announced) throws UnusableAnswerException {
        boolean bodiless = status == HttpResponseStatus.NO_CONTENT.code()
                || status == HttpResponseStatus.NOT_MODIFIED.code()
                || status == HttpResponseStatus.SWITCHING_PROTOCOLS.code();
        if (!bodiless) {
            checkSize(announced);
            body = announced == 0 ? EMPTY : new byte[(int) Math.min(announced, TRUSTED)];
        }
    }

    private void add(ByteBuf content) throws UnusableAnswerException {
        int more = content.readableBytes();
        checkSize((long) length + more);
        if (length + more > body.length) {
            body = Arrays.copyOf(body, Math.max(length + more, Math.min(maxBody, 2 * body.length)));
        }
        content.readBytes(body, length, more);
        length += more;
    }

    private void checkSize(long octets) throws UnusableAnswerException {
        require(octets <= maxBody, "more than " + maxBody + " bytes (verifier.max-response-size)");
    }

    private static void require(boolean good, String otherwise) throws UnusableAnswerException {
        if (!good) {
            throw new UnusableAnswerException(otherwise);
        }
    }
}

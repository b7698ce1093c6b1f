package org.sipverify.verifier.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.net.URI;
import java.time.format.DateTimeFormatter;
import org.sipverify.verifier.CallContext;
import org.sipverify.verifier.config.VerifierConfig;
import org.sipverify.verifier.credentials.Credentials;

/**
 * The request to the verifier, written into one buffer. What is the same for every call is encoded once, and nothing is
 * put together that must be taken apart again: every call writes one.
 */
final class VerifyRequest {
    /** Content-Length, the line end, the empty line, and the digits of any length. */
    private static final int ROOM_FOR_LENGTH = 40;

    private static final byte[] CONTENT_LENGTH = bytes("\r\nContent-Length: ");
    private static final byte[] END_OF_HEAD = bytes("\r\n\r\n");
    private static final byte[] PASSPORT = bytes("{\"passport_jwt\":\"");
    private static final byte[] CALL_ID = bytes("\",\"context\":{\"call_id\":\"");
    private static final byte[] RECEIVED_AT = bytes("\",\"received_at\":\"");
    private static final byte[] FROM = bytes("\",\"sip\":{\"from_uri\":\"");
    private static final byte[] TO = bytes("\",\"to_uri\":\"");
    private static final byte[] INVITE_TIME = bytes("\",\"invite_time\":\"");
    private static final byte[] CSEQ = bytes("\",\"cseq\":");

    private final byte[] head;
    private final byte[] headForProxy;
    private final byte[] end;

    VerifyRequest(VerifierConfig.Http config) {
        var endpoint = URI.create(config.endpoint().toASCIIString());
        this.head = bytes(head(endpoint.getRawPath(), config));
        this.headForProxy =
                bytes(head(endpoint.getScheme() + "://" + endpoint.getRawAuthority() + endpoint.getRawPath(), config));
        this.end = bytes(isForCallee(endpoint) ? "}},\"caller_passport_jwt\":null}" : "}}}");
    }

    /**
     * Head and body, which the receiver releases. The INVITE's own Call-ID and CSeq, never those that a token claims.
     *
     * @param absolute whether a proxy is asked, which needs the whole URL
     */
    ByteBuf of(Credentials credentials, CallContext call, boolean absolute, ByteBufAllocator allocator) {
        var first = absolute ? headForProxy : head;
        var identity = credentials.vvpIdentity();
        int bodyAt = first.length + identity.length() + ROOM_FOR_LENGTH;
        var request = allocator.ioBuffer(bodyAt + credentials.passport().text().length() + 512);
        request.writerIndex(bodyAt);
        writeBody(request, credentials, call);
        writeHead(request, first, identity, bodyAt);
        return request;
    }

    /** Ends where the body begins: only now its length is known. */
    private static void writeHead(ByteBuf request, byte[] first, String identity, int bodyAt) {
        int end = request.writerIndex();
        var length = Integer.toString(end - bodyAt);
        int start = bodyAt
                - first.length
                - identity.length()
                - CONTENT_LENGTH.length
                - length.length()
                - END_OF_HEAD.length;
        request.writerIndex(start);
        request.writeBytes(first);
        writeAscii(request, identity);
        request.writeBytes(CONTENT_LENGTH);
        writeAscii(request, length);
        request.writeBytes(END_OF_HEAD);
        request.setIndex(start, end);
    }

    private void writeBody(ByteBuf request, Credentials credentials, CallContext call) {
        var receivedAt = DateTimeFormatter.ISO_INSTANT.format(call.receivedAt());
        request.writeBytes(PASSPORT);
        writeAscii(request, credentials.passport().text()); // base64url and dots
        request.writeBytes(CALL_ID);
        writeText(request, call.callId());
        request.writeBytes(RECEIVED_AT);
        writeAscii(request, receivedAt);
        request.writeBytes(FROM);
        writeText(request, call.caller().uri());
        request.writeBytes(TO);
        writeText(request, call.callee().uri());
        request.writeBytes(INVITE_TIME);
        writeAscii(request, receivedAt);
        request.writeBytes(CSEQ);
        writeAscii(request, Long.toString(call.cseq()));
        request.writeBytes(end);
    }

    /** Everything of the head that is the same for each call; the value of VVP-Identity follows. */
    private static String head(String target, VerifierConfig.Http config) {
        var key = config.apiKey().value();
        return "POST " + target + " HTTP/1.1\r\nHost: " + config.endpoint().getRawAuthority()
                + "\r\nContent-Type: application/json\r\nAccept: application/json\r\n"
                + (key.isPresent() ? "Authorization: Bearer " + key.value() + "\r\n" : "")
                + "VVP-Identity: ";
    }

    private static void writeAscii(ByteBuf request, String text) {
        request.writeBytes(text.getBytes(ISO_8859_1));
    }

    private static void writeText(ByteBuf request, String text) {
        request.writeBytes(JsonStringEncoder.getInstance().quoteAsUTF8(text));
    }

    private static boolean isForCallee(URI endpoint) {
        return endpoint.getPath().endsWith("/verify-callee");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(ISO_8859_1);
    }
}

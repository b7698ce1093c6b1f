package org.sipverify.verifier.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import java.util.List;

/** The framing of responses (RFC 9112), which Netty does; the limits are set here and in {@link ResponseAssembler}. */
final class ResponseReader extends HttpResponseDecoder {
    static final int MAX_LINES = 100;
    static final int MAX_LINE = 8 * 1024;

    private static final HttpDecoderConfig LIMITS = new HttpDecoderConfig()
            .setMaxInitialLineLength(MAX_LINE)
            .setMaxHeaderSize(MAX_LINES * MAX_LINE)
            .setAllowDuplicateContentLengths(false)
            .setValidateHeaders(false);

    private boolean opensTunnel;
    private boolean framedTwice;
    private boolean cutShort;

    ResponseReader() {
        super(LIMITS);
    }

    /** Whether the next response is one to CONNECT, which has no body when it accepts. */
    void opensTunnel(boolean opens) {
        opensTunnel = opens;
    }

    /** Whether more has arrived than the response that was just completed. */
    boolean hasSurplus() {
        return actualReadableBytes() > 0;
    }

    /** Whether the connection was closed within a line. */
    boolean cutShort() {
        return cutShort;
    }

    /**
     * Whether the last response had Content-Length and Transfer-Encoding. RFC 9112 section 6.3: that may be an attempt to
     * smuggle; the connection is not used again.
     */
    boolean framedTwice() {
        return framedTwice;
    }

    @Override
    protected void decodeLast(ChannelHandlerContext ctx, ByteBuf rest, List<Object> parts) throws Exception {
        super.decodeLast(ctx, rest, parts);
        cutShort = rest.isReadable();
    }

    /** Also after 101: only HTTP/1.1 was requested, and what follows is not HTTP. */
    @Override
    protected boolean isContentAlwaysEmpty(HttpMessage message) {
        framedTwice = false;
        if (message instanceof HttpResponse response) {
            var status = response.status();
            if (status.codeClass() == HttpStatusClass.INFORMATIONAL
                    || (opensTunnel && status.equals(HttpResponseStatus.OK))) {
                return true;
            }
        }
        return super.isContentAlwaysEmpty(message);
    }

    @Override
    protected void handleTransferEncodingChunkedWithContentLength(HttpMessage message) {
        framedTwice = true;
        super.handleTransferEncodingChunkedWithContentLength(message);
    }
}

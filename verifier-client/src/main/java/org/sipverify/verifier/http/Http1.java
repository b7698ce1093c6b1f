package org.sipverify.verifier.http;

import java.io.IOException;
import java.io.InputStream;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.Method;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.DefaultConnectionReuseStrategy;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.apache.hc.core5.http.io.SessionInputBuffer;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.apache.hc.core5.http.message.MessageSupport;
import org.jspecify.annotations.Nullable;

/** One request and its response in HTTP/1.1; HttpCore does the framing, the limits are set here. */
final class Http1 extends DefaultBHttpClientConnection {
    /**
     * HttpCore allocates three buffers of this size for each connection, 32 KiB each by default, and a waiting call has
     * a connection. A body bypasses them, and a longer line grows its buffer.
     */
    private static final int BUFFER = 1024;

    private static final Http1Config LIMITS = Http1Config.custom()
            .setBufferSize(BUFFER)
            .setMaxHeaderCount(100)
            .setMaxLineLength(8 * 1024)
            .setMaxEmptyLineCount(0)
            .build();
    /** Interim responses (1xx) before the final one. */
    private static final int MAX_INTERIM = 8;

    private final boolean proxied;
    private @Nullable SessionInputBuffer received;
    private boolean reusable;

    /** A proxy needs absolute URLs. */
    Http1(boolean proxied) {
        super(LIMITS);
        this.proxied = proxied;
    }

    /** Uses this socket from now on. */
    void use(SingleWriteSocket socket) throws IOException {
        bind(socket);
    }

    /** Fails with {@link UnusableAnswerException} when the body is larger than the given number of bytes. */
    Answer exchange(BasicClassicHttpRequest question, int maxBody) throws HttpException, IOException {
        reusable = false;
        question.setAbsoluteRequestUri(proxied);
        sendRequestHeader(question);
        sendRequestEntity(question);
        flush();
        var response = finalResponse();
        var body = body(question, response, maxBody);
        reusable = DefaultConnectionReuseStrategy.INSTANCE.keepAlive(question, response, null)
                && framedOnce(response)
                && nothingLeft();
        return new Answer(response.getCode(), body);
    }

    /** Asks the proxy to connect to that host and port; what follows goes to the host. */
    void tunnel(String authority) throws HttpException, IOException {
        var request = new BasicClassicHttpRequest(Method.CONNECT, "/");
        request.setPath(authority);
        request.setHeader(HttpHeaders.HOST, authority);
        sendRequestHeader(request);
        flush();
        int status = finalResponse().getCode();
        if (status != HttpStatus.SC_OK) {
            throw new ProxyRefusalException(status);
        }
    }

    /** Whether the last response was framed properly, and the verifier keeps the connection open. */
    boolean reusable() {
        return reusable;
    }

    @Override
    protected InputStream createContentInputStream(long length, SessionInputBuffer buffer, InputStream in) {
        received = buffer;
        return super.createContentInputStream(length, buffer, in);
    }

    /** 101 is final: only HTTP/1.1 was requested, and what follows it is not HTTP. */
    private ClassicHttpResponse finalResponse() throws HttpException, IOException {
        for (int i = 0; i <= MAX_INTERIM; i++) {
            var response = receiveResponseHeader();
            if (response.getCode() >= HttpStatus.SC_SUCCESS
                    || response.getCode() == HttpStatus.SC_SWITCHING_PROTOCOLS) {
                return response;
            }
        }
        throw new UnusableAnswerException("more than " + MAX_INTERIM + " interim responses");
    }

    private byte[] body(ClassicHttpRequest question, ClassicHttpResponse response, int max)
            throws HttpException, IOException {
        if (!MessageSupport.canResponseHaveBody(question.getMethod(), response)) {
            return new byte[0];
        }
        receiveResponseEntity(response);
        var entity = response.getEntity();
        long length = entity.getContentLength();
        boolean known = length >= 0 && length <= max;
        var body = length > max ? new byte[0] : entity.getContent().readNBytes(known ? (int) length : max + 1);
        if (length > max || body.length > max) {
            throw new UnusableAnswerException("more than " + max + " bytes (verifier.max-response-size)");
        }
        return body;
    }

    /** RFC 9112 section 6.3: both framings at once may be an attempt to smuggle; the connection is not used again. */
    private static boolean framedOnce(ClassicHttpResponse response) {
        return !(response.containsHeader(HttpHeaders.TRANSFER_ENCODING)
                && response.containsHeader(HttpHeaders.CONTENT_LENGTH));
    }

    /** Surplus data would be read as the next response; TLS may buffer more of it. */
    private boolean nothingLeft() throws IOException {
        var tls = getSocketHolder().getSSLSocket();
        return received != null
                && received.length() == 0
                && (tls == null || tls.getInputStream().available() == 0);
    }
}

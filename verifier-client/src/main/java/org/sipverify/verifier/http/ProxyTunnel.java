package org.sipverify.verifier.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.util.ReferenceCountUtil;

/** Asks a proxy to connect to the verifier (RFC 9110 section 9.3.6), and begins TLS when it has. */
final class ProxyTunnel extends ChannelInboundHandlerAdapter {
    private static final int NO_BODY = 0;

    private final Connection connection;
    private final TlsClient tls;
    private final String authority;
    private final ResponseAssembler response = new ResponseAssembler(NO_BODY);

    ProxyTunnel(Connection connection, TlsClient tls, String authority) {
        this.connection = connection;
        this.tls = tls;
        this.authority = authority;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        connection.reader().opensTunnel(true);
        var request = "CONNECT " + authority + " HTTP/1.1\r\nHost: " + authority + "\r\n\r\n";
        var unused = ctx.writeAndFlush(Unpooled.copiedBuffer(request, US_ASCII), ctx.voidPromise());
    }

    /** The body of a refusal is not read. */
    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        try {
            boolean complete = message instanceof HttpObject part && response.isComplete(part);
            if (response.status() == HttpResponseStatus.OK.code()) {
                if (complete) {
                    secure(ctx);
                }
            } else if (response.status() > 0) {
                connection.fail(new ProxyRefusalException(response.status()));
            }
        } catch (UnusableAnswerException e) {
            connection.fail(e);
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    private void secure(ChannelHandlerContext ctx) throws UnusableAnswerException {
        if (connection.reader().hasSurplus()) {
            throw new UnusableAnswerException("the proxy sends more than its response");
        }
        connection.reader().opensTunnel(false);
        ctx.pipeline().addFirst(tls.handler());
        ctx.pipeline().remove(this);
    }
}

package org.sipverify.sip.tls;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.SniCompletionEvent;
import io.netty.handler.ssl.SslCompletionEvent;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.sipverify.sip.transport.TlsServer;
import org.sipverify.sip.transport.TransportMeter;
import org.sipverify.sip.transport.TransportMeter.Loss;

/** Watches the TLS of one connection; when it fails, logs it once and closes the connection. */
@SuppressWarnings("FutureReturnValueIgnored") // the result of closing a failed connection does not matter
final class Handshake extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LogManager.getLogger();

    private final HandshakeLog failures;
    private final TransportMeter meter;
    private boolean failed;

    Handshake(HandshakeLog failures, TransportMeter meter) {
        this.failures = failures;
        this.meter = meter;
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof SslHandshakeCompletionEvent done && done.isSuccess()) {
            succeeded(context);
        } else if ((event instanceof SslHandshakeCompletionEvent || event instanceof SniCompletionEvent)
                && !((SslCompletionEvent) event).isSuccess()) {
            fail(context, ((SslCompletionEvent) event).cause());
        }
        context.fireUserEventTriggered(event);
    }

    /** Also after the handshake: a bad record, or a renegotiation, which is rejected. */
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable problem) {
        var cause = problem instanceof DecoderException && problem.getCause() != null ? problem.getCause() : problem;
        if (cause instanceof SSLException || problem instanceof DecoderException) {
            fail(context, cause);
        } else {
            context.fireExceptionCaught(problem);
        }
    }

    private void fail(ChannelHandlerContext context, Throwable cause) {
        if (!failed) {
            failed = true;
            meter.lost(Loss.TLS_HANDSHAKE);
            failures.tell((InetSocketAddress) context.channel().remoteAddress(), HandshakeFailure.of(cause));
        }
        context.close();
    }

    private static void succeeded(ChannelHandlerContext context) {
        var session = context.pipeline().get(SslHandler.class).engine().getSession();
        try {
            if (session.getPeerCertificates()[0] instanceof X509Certificate certificate) {
                var names = SanNames.of(certificate);
                context.channel().attr(TlsServer.PEER).set(names.identities());
                LOG.info(
                        "{} presented a certificate for {}",
                        context.channel().remoteAddress(),
                        HandshakeFailure.printable(names.all().toString()));
            }
        } catch (SSLPeerUnverifiedException e) {
            LOG.debug("{} uses {}", context.channel().remoteAddress(), session.getProtocol());
        }
    }
}

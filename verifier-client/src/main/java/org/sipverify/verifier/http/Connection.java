package org.sipverify.verifier.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A connection to the verifier, for one question at a time. It is idle, dialled or asked; what arrives while nothing was
 * asked closes it. Everything in it happens on the event loop of its pool.
 */
final class Connection extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LogManager.getLogger(Connection.class);

    private final ConnectionPool pool;
    private final ResponseReader reader = new ResponseReader();
    private final ResponseAssembler response;
    private @Nullable Channel channel;
    private @Nullable Exchange exchange;
    private boolean isReady;
    private boolean isClosed;
    private boolean isAnswered;
    private boolean isKept;
    private boolean isProxied;
    private long idleSince;

    Connection(ConnectionPool pool) {
        this.pool = pool;
        this.response = new ResponseAssembler(pool.all().config().maxResponseSize());
    }

    ResponseReader reader() {
        return reader;
    }

    /** It goes over this channel; a proxy needs whole URLs, and a tunnel through one does not. */
    void goesOver(Channel made, boolean proxied) {
        channel = made;
        isProxied = proxied;
    }

    boolean isClosed() {
        return isClosed;
    }

    /** Whether it is open, and nothing has arrived on it. */
    boolean isIdle(SocketSilence silence) {
        return channel != null && channel.isActive() && silence.isKeptBy(channel);
    }

    /** When it was last used, by {@link System#nanoTime}. */
    long idleSince() {
        return idleSince;
    }

    void idleSince(long time) {
        idleSince = time;
    }

    /** Sends the question as soon as it is connected. */
    void ask(Exchange question) {
        exchange = question;
        response.begin();
        if (isReady) {
            send();
        }
    }

    /** Closes at once, whatever is in progress; nothing is said to the question. */
    void close() {
        if (!isClosed) {
            isClosed = true;
            exchange = null;
            isAnswered = false;
            pool.ended(this);
            if (channel != null) {
                var unused = channel.close();
            }
        }
    }

    /** It is of no use any more; the question in progress learns why. */
    void fail(Throwable cause) {
        if (isAnswered) {
            isKept = false;
            answer();
            return;
        }
        var asked = exchange;
        close();
        if (asked != null) {
            asked.failed(cause instanceof IOException failure ? failure : new IOException(cause.toString(), cause));
        }
    }

    /** Connected, and through with proxy and TLS. */
    void ready() {
        isReady = true;
        if (exchange != null) {
            send();
        }
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        if (!pool.all().dialer().isSecure()) {
            ready();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof SslHandshakeCompletionEvent handshake) {
            if (handshake.isSuccess()) {
                ready();
            } else {
                fail(handshake.cause());
            }
        } else if (event instanceof SslCloseCompletionEvent) {
            var unused = ctx.close(); // no response comes any more, even if the peer keeps the socket open
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        try {
            if (exchange == null) {
                close();
            } else if (isAnswered) {
                isKept = false;
            } else if (message instanceof HttpObject part && response.isComplete(part)) {
                isAnswered = true;
                isKept = response.keepsAlive() && !reader.framedTwice() && !reader.hasSurplus();
            }
        } catch (UnusableAnswerException e) {
            fail(e);
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    /** Only now everything that has arrived was read: surplus would be taken for the response to the next request. */
    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        if (isAnswered) {
            answer();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        fail(
                response.status() == 0 && reader.cutShort()
                        ? new UnusableAnswerException("closed within its status line")
                        : new IOException("closed before the end of its response"));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        var failure = cause.getCause() instanceof IOException inner ? inner : cause;
        if (!(failure instanceof IOException)) {
            LOG.error("A response of the verifier could not be handled", cause);
        }
        fail(failure);
    }

    private void send() {
        if (channel != null && exchange != null) {
            var unused = channel.writeAndFlush(exchange.request(channel.alloc(), isProxied), channel.voidPromise());
        }
    }

    /** First the connection is free again, because another question may follow at once. */
    private void answer() {
        var asked = exchange;
        int status = response.status();
        var body = response.body();
        exchange = null;
        isAnswered = false;
        response.begin();
        if (isKept) {
            pool.rest(this);
        } else {
            close();
        }
        if (asked != null) {
            asked.answered(status, body);
        }
    }
}

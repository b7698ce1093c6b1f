package org.sipverify.verifier.http;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sipverify.verifier.config.VerifierConfig;

/** Connects to the verifier, through an HTTP proxy if the JVM has one. */
final class Dialer {
    private final URI endpoint;
    private final int port;
    private final @Nullable TlsClient tls;
    private final ProxySelector proxies;
    private final HostLookup lookup = new HostLookup(InetAddress::getByName);

    Dialer(VerifierConfig.Http config, ProxySelector proxies) {
        this.endpoint = config.endpoint();
        boolean secure = endpoint.getScheme().equalsIgnoreCase("https");
        this.port = endpoint.getPort() >= 0 ? endpoint.getPort() : secure ? 443 : 80;
        this.tls = secure ? new TlsClient(config.caFile(), endpoint.getHost(), port) : null;
        this.proxies = proxies;
    }

    boolean isSecure() {
        return tls != null;
    }

    /** Host and port, as CONNECT names them. */
    String authority() {
        return endpoint.getHost() + ":" + port;
    }

    /** The connection learns what comes of it. On the loop; the bootstrap is one of that loop. */
    void dial(Connection connection, Bootstrap bootstrap, EventLoop loop) {
        var proxy = proxy();
        var next = proxy.orElseGet(() -> InetSocketAddress.createUnresolved(endpoint.getHost(), port));
        Promise<InetAddress> found = loop.newPromise();
        found.addListener((Future<InetAddress> address) -> {
            if (!address.isSuccess()) {
                connection.fail(address.cause());
            } else if (!connection.isClosed()) {
                connect(
                        connection,
                        bootstrap,
                        new InetSocketAddress(address.getNow(), next.getPort()),
                        proxy.isPresent());
            }
        });
        lookup.of(next.getHostString(), found);
    }

    private Optional<InetSocketAddress> proxy() {
        return proxies.select(endpoint).stream()
                .limit(1)
                .filter(proxy -> proxy.type() == Proxy.Type.HTTP)
                .map(proxy -> (InetSocketAddress) proxy.address())
                .findFirst();
    }

    private void connect(Connection connection, Bootstrap bootstrap, InetSocketAddress address, boolean proxied) {
        bootstrap
                .clone()
                .disableResolver()
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 0) // the deadline of the request is over everything
                .option(ChannelOption.RECVBUF_ALLOCATOR, new AdaptiveRecvByteBufAllocator(512, 2048, 65536))
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        handlers(channel, connection, proxied);
                    }
                })
                .connect(address)
                .addListener(connected -> {
                    if (!connected.isSuccess()) {
                        connection.fail(connected.cause());
                    }
                });
    }

    private void handlers(Channel channel, Connection connection, boolean proxied) {
        connection.goesOver(channel, proxied && tls == null);
        var pipeline = channel.pipeline();
        if (tls != null && !proxied) {
            pipeline.addLast(tls.handler());
        }
        pipeline.addLast(connection.reader());
        if (tls != null && proxied) {
            pipeline.addLast(new ProxyTunnel(connection, tls, authority()));
        }
        pipeline.addLast(connection);
    }
}

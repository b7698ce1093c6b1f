package org.sipverify.verifier.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.apache.hc.core5.http.HttpException;

/** Connects to the verifier, through an HTTP proxy if the JVM has one. */
final class Connector {
    private final URI endpoint;
    private final boolean secure;
    private final SSLSocketFactory tls;
    private final ProxySelector proxies;

    Connector(URI endpoint, SSLSocketFactory tls, ProxySelector proxies) {
        this.endpoint = endpoint;
        this.secure = endpoint.getScheme().equalsIgnoreCase("https");
        this.tls = tls;
        this.proxies = proxies;
    }

    /** Waits at most the given nanoseconds for the host's address; the rest ends when the channel is closed. */
    Http1 connect(SocketChannel channel, long patience)
            throws HttpException, IOException, TimeoutException, InterruptedException {
        var proxy = proxy();
        var next = proxy.orElseGet(() -> InetSocketAddress.createUnresolved(endpoint.getHost(), port()));
        channel.connect(new InetSocketAddress(HostLookup.of(next.getHostString(), patience), next.getPort()));
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        return secure ? secured(channel, proxy.isPresent()) : plain(channel, proxy.isPresent());
    }

    private Optional<InetSocketAddress> proxy() {
        return proxies.select(endpoint).stream()
                .limit(1)
                .filter(proxy -> proxy.type() == Proxy.Type.HTTP)
                .map(proxy -> (InetSocketAddress) proxy.address())
                .findFirst();
    }

    private static Http1 plain(SocketChannel channel, boolean proxied) throws IOException {
        var http = new Http1(proxied);
        http.use(new SingleWriteSocket(channel.socket()));
        return http;
    }

    private Http1 secured(SocketChannel channel, boolean proxied) throws HttpException, IOException {
        if (proxied) {
            plain(channel, true).tunnel(endpoint.getHost() + ":" + port());
        }
        var http = new Http1(false);
        http.use(new SingleWriteSocket(handshake(channel), channel.socket()));
        return http;
    }

    private SSLSocket handshake(SocketChannel channel) throws IOException {
        var socket = (SSLSocket) tls.createSocket(channel.socket(), peer(), port(), true);
        var parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        parameters.setApplicationProtocols(new String[] {"http/1.1"});
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    /** Certificates contain IPv6 addresses without the brackets of URLs. */
    private String peer() {
        var host = endpoint.getHost();
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    private int port() {
        return endpoint.getPort() >= 0 ? endpoint.getPort() : secure ? 443 : 80;
    }
}

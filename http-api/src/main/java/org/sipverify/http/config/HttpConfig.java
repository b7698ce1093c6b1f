package org.sipverify.http.config;

import com.typesafe.config.ConfigException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Optional;
import java.util.stream.Stream;
import org.sipverify.formats.config.ConfigSection;
import org.sipverify.formats.net.IpAddress;
import org.sipverify.http.access.AccessConfig;
import org.sipverify.http.access.AllowedHosts;

/**
 * Where the HTTP server listens, and what it serves to whom.
 *
 * @param hosts under which names it may be asked
 * @param access who may use the API; absent where only /health and /metrics are served
 */
public record HttpConfig(
        InetSocketAddress address,
        AllowedHosts hosts,
        Optional<KeyFiles> tls,
        Optional<AccessConfig> access,
        HttpLimits limits) {
    /**
     * Reads the section {@code http}; absent when it switches the server off.
     *
     * @throws ConfigException at a mistake, naming file and line
     */
    public static Optional<HttpConfig> from(ConfigSection http) {
        int port = http.whole("port", 0, 65_535);
        var address = new InetSocketAddress(http.text("host"), port);
        boolean local = isLocal(address);
        var tls = port == 0 ? Optional.<KeyFiles>empty() : KeyFiles.from(http.section("tls")); // it reads the files
        var access = AccessConfig.from(http, local);
        boolean api = http.flag("api");
        var hosts = hosts(http);
        var limits = HttpLimits.from(http);
        if (port == 0) {
            return Optional.empty();
        }
        if (api && !local && (tls.isEmpty() || access.tokensFile().isEmpty())) {
            throw http.mistake("host", beyondLoopback());
        }
        return Optional.of(new HttpConfig(address, hosts, tls, api ? Optional.of(access) : Optional.empty(), limits));
    }

    private static String beyondLoopback() {
        return "is not an address of loopback. There the API needs TLS: set http.tls.cert-file and http.tls.key-file;"
                + " and tokens: set http.tokens-file, and make one with \"sip-verify token NAME --role operate\"."
                + " Or set http.api = false: then /health and /metrics are all that is served";
    }

    private static boolean isLocal(InetSocketAddress address) {
        return address.getAddress() != null && address.getAddress().isLoopbackAddress();
    }

    /** Whether it listens on loopback, where only programs of this machine reach it. */
    public boolean isLocal() {
        return isLocal(address);
    }

    /**
     * What to type into a browser.
     *
     * @param machine the name of this machine, for a server that listens on all its addresses and has no other name
     */
    public String url(String machine) {
        boolean all = address.getAddress() != null && address.getAddress().isAnyLocalAddress();
        var name = hosts.named().orElse(all ? machine : address.getHostString());
        var host = IpAddress.parse(name)
                .map(ip -> ip.isIpv4() ? name : "[" + ip + "]")
                .orElse(name);
        return (tls.isPresent() ? "https://" : "http://") + host + ":" + address.getPort() + "/";
    }

    /** A server that listens on a name is asked by it. */
    private static AllowedHosts hosts(ConfigSection http) {
        var own = http.text("host");
        var names = new ArrayList<>(Stream.of("names", "allowed-hosts")
                .flatMap(key -> http.each(key, HttpConfig::name).stream())
                .toList());
        if (AllowedHosts.isName(own)) { // an IPv6 address is not, and is allowed anyway
            names.add(own);
        }
        return new AllowedHosts(names);
    }

    private static String name(String text) {
        if (!AllowedHosts.isName(text)) {
            throw new IllegalArgumentException("must be host names without port, not " + text);
        }
        return text;
    }
}

package org.sipverify.app.http;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Optional;

/**
 * Where the status pages are.
 *
 * @param hosts under which names they may be asked for
 */
public record HttpConfig(InetSocketAddress address, AllowedHosts hosts) {
    /**
     * Reads the section {@code http}; absent when it switches the pages off.
     *
     * @throws ConfigException at a mistake, naming file and line
     */
    public static Optional<HttpConfig> from(Config config) {
        var port = port(config);
        var hosts = hosts(config);
        return port == 0
                ? Optional.empty()
                : Optional.of(new HttpConfig(new InetSocketAddress(config.getString("host"), port), hosts));
    }

    private static int port(Config config) {
        var text = config.getString("port");
        if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) > 65535) {
            throw mistake(config, "port", new IllegalArgumentException("must be 0 to 65535, not " + text));
        }
        return Integer.parseInt(text);
    }

    /** Whoever has the pages listen on a name asks for them by it. */
    private static AllowedHosts hosts(Config config) {
        var names = new ArrayList<>(config.getStringList("allowed-hosts"));
        var own = config.getString("host");
        if (AllowedHosts.isName(own)) { // an IPv6 address is none, and allowed anyway
            names.add(own);
        }
        try {
            return new AllowedHosts(names);
        } catch (IllegalArgumentException e) {
            throw mistake(config, "allowed-hosts", e);
        }
    }

    private static ConfigException mistake(Config config, String key, IllegalArgumentException problem) {
        return new ConfigException.BadValue(
                config.getValue(key).origin(), "http." + key, String.valueOf(problem.getMessage()), problem);
    }
}

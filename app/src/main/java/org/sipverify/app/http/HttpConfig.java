package org.sipverify.app.http;

import com.typesafe.config.ConfigException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Optional;
import org.sipverify.formats.config.ConfigSection;

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
    public static Optional<HttpConfig> from(ConfigSection http) {
        int port = http.whole("port", 0, 65_535);
        var hosts = hosts(http);
        return port == 0
                ? Optional.empty()
                : Optional.of(new HttpConfig(new InetSocketAddress(http.text("host"), port), hosts));
    }

    /** Pages that listen on a name are asked for by it. */
    private static AllowedHosts hosts(ConfigSection http) {
        var names = new ArrayList<>(http.texts("allowed-hosts"));
        var own = http.text("host");
        if (AllowedHosts.isName(own)) { // an IPv6 address is not, and is allowed anyway
            names.add(own);
        }
        try {
            return new AllowedHosts(names);
        } catch (IllegalArgumentException e) {
            throw http.mistake("allowed-hosts", String.valueOf(e.getMessage()));
        }
    }
}

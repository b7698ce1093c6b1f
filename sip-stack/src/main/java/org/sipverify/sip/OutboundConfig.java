package org.sipverify.sip;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import java.time.Duration;
import org.sipverify.sip.dns.DnsConfig;

/**
 * How requests of our own find their next hop and reach it: parts of the section {@code sip} of the configuration.
 *
 * @param connectTimeout how long a connection may take to open, and its TLS handshake again
 */
public record OutboundConfig(DnsConfig dns, Duration connectTimeout) {
    private static final String CONNECT_TIMEOUT = "tcp.connect-timeout";

    /** Reads the section; a mistake is a {@link ConfigException} that names its file and line. */
    public static OutboundConfig from(Config sip) {
        var timeout = sip.getDuration(CONNECT_TIMEOUT);
        if (timeout.compareTo(Duration.ofMillis(10)) < 0 || timeout.compareTo(Duration.ofMinutes(1)) > 0) {
            throw new ConfigException.BadValue(
                    sip.getValue(CONNECT_TIMEOUT).origin(),
                    "sip." + CONNECT_TIMEOUT,
                    "must be 10 ms to 1 minute, not " + timeout);
        }
        return new OutboundConfig(DnsConfig.from(sip.getConfig("dns")), timeout);
    }
}

package org.sipverify.sip.client;

import com.typesafe.config.ConfigException;
import java.time.Duration;
import org.sipverify.formats.config.ConfigSection;
import org.sipverify.sip.TargetConfig;
import org.sipverify.sip.digest.HostCredentials;
import org.sipverify.sip.dns.DnsConfig;

/**
 * How requests that this server sends find and reach their next hop: parts of the section {@code sip} of the
 * configuration.
 *
 * @param connectTimeout how long a connection may take to open; its TLS handshake may take as long again
 * @param credentials answer those who challenge a request
 * @param targets what applies to each target of bridged calls
 */
public record OutboundConfig(
        DnsConfig dns, Duration connectTimeout, HostCredentials credentials, TargetConfig targets) {
    /** Where targets are not probed and have any number of calls. */
    public OutboundConfig(DnsConfig dns, Duration connectTimeout, HostCredentials credentials) {
        this(dns, connectTimeout, credentials, TargetConfig.NONE);
    }

    /** The same without credentials. */
    public OutboundConfig(DnsConfig dns, Duration connectTimeout) {
        this(dns, connectTimeout, HostCredentials.NONE);
    }

    /** Reads the section {@code sip}; a mistake is a {@link ConfigException} that names its file and line. */
    public static OutboundConfig from(ConfigSection sip) {
        return new OutboundConfig(
                DnsConfig.from(sip.section("dns")),
                sip.duration("tcp.connect-timeout", Duration.ofMillis(10), Duration.ofMinutes(1)),
                HostCredentials.from(sip),
                TargetConfig.from(sip));
    }
}

package org.sipverify.sip.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sipverify.formats.config.ConfigSection;
import org.sipverify.sip.TargetConfig;
import org.sipverify.sip.dns.DnsConfig;

class OutboundConfigTest {
    @Test
    void theDefaultsAreRead() {
        var dns = new DnsConfig(List.of(), Duration.ofSeconds(5), Duration.ofSeconds(30));

        assertEquals(new OutboundConfig(dns, Duration.ofSeconds(3)), OutboundConfig.from(sip("")));
    }

    @Test
    void targetsAreProbedAndLimitedAsTheOperatorSays() {
        var read = OutboundConfig.from(sip("sip { probe-interval = 30 s, probe-timeout = 2 s, probe-failures = 3"
                + ", probe-successes = 2, max-calls-per-target = 40 }"));

        var probing = new TargetConfig.Probing(Duration.ofSeconds(30), Duration.ofSeconds(2), 3, 2);
        assertEquals(new TargetConfig(probing, 40), read.targets());
    }

    @Test
    void dnsServersAreAddressesWithPortsOrWithout() {
        var read =
                OutboundConfig.from(sip("sip.dns.servers = [192.0.2.53, \"[2001:db8::53]:5353\", \"127.0.0.1:54\"]"));

        assertEquals(
                List.of("/192.0.2.53:53", "/[2001:db8:0:0:0:0:0:53]:5353", "/127.0.0.1:54"),
                read.dns().servers().stream().map(InetSocketAddress::toString).toList());
    }

    @ParameterizedTest
    @MethodSource
    void mistakesAreNamedWithTheirPlace(String line, String key) {
        var mistake = assertThrows(ConfigException.class, () -> OutboundConfig.from(sip(line)));

        assertTrue(mistake.getMessage().contains("String: 1"), mistake.getMessage());
        assertTrue(mistake.getMessage().contains(key), mistake.getMessage());
    }

    static Stream<Arguments> mistakesAreNamedWithTheirPlace() {
        return Stream.of(
                argumentSet("a name for a DNS server", "sip.dns.servers = [dns.example]", "sip.dns.servers"),
                argumentSet("a short address", "sip.dns.servers = [\"127.1\"]", "sip.dns.servers"),
                argumentSet("no port", "sip.dns.servers = [\"127.0.0.1:0\"]", "sip.dns.servers"),
                argumentSet("no time for DNS", "sip.dns.timeout = 0", "sip.dns.timeout"),
                argumentSet("a memory without end", "sip.dns.dead-time = 2 days", "sip.dns.dead-time"),
                argumentSet("probes without a pause", "sip.probe-interval = 900 ms", "must be 0 or at least 1 s"),
                argumentSet("probes once a day", "sip.probe-interval = 1 day", "sip.probe-interval"),
                argumentSet(
                        "a probe that outlasts its interval",
                        "sip.probe-interval = 3 s",
                        "must be 0 or at least as long as sip.probe-timeout"),
                argumentSet("no time for a probe", "sip.probe-timeout = 0", "sip.probe-timeout"),
                argumentSet("down without a failure", "sip.probe-failures = 0", "sip.probe-failures"),
                argumentSet("up without a success", "sip.probe-successes = 0", "sip.probe-successes"),
                argumentSet("fewer calls than none", "sip.max-calls-per-target = -1", "sip.max-calls-per-target"),
                argumentSet("no time to connect", "sip.tcp.connect-timeout = 0", "sip.tcp.connect-timeout"));
    }

    private static ConfigSection sip(String own) {
        var config = ConfigFactory.parseString(own)
                .withFallback(ConfigFactory.parseResources(OutboundConfig.class.getClassLoader(), "reference.conf"))
                .getConfig("sip");
        return ConfigSection.of("sip", config, Path.of(""));
    }
}

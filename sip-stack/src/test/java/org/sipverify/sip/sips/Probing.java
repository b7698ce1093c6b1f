package org.sipverify.sip.sips;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.sipverify.formats.config.Secret;
import org.sipverify.formats.net.IpNetwork;
import org.sipverify.sip.digest.Credentials;
import org.sipverify.sip.dns.AddressLookup;
import org.sipverify.sip.dns.DnsConfig;
import org.sipverify.sip.tls.ExaminedPeer.Trust;
import org.sipverify.testkit.CertificateAuthority;
import org.sipverify.testkit.NameServer;
import org.sipverify.testkit.PemFiles;

/** What tests of probes need: a probe that may go to loopback, where sips.test is, and trusts one authority. */
abstract class Probing {
    static final Duration LONG = Duration.ofSeconds(60);

    final CertificateAuthority authority = new CertificateAuthority("Probed");
    SipsProbe probe;
    private NameServer names;

    @TempDir
    Path directory;

    @BeforeEach
    void prepare() throws Exception {
        names = new NameServer().knows("sips.test", "127.0.0.1").knows("other.test", "127.0.0.1");
        var pem = new PemFiles(directory);
        var file = pem.write("ca.pem", PemFiles.text(authority.certificate()));
        probe = new SipsProbe(
                new TargetGuard(
                        new TargetRules(
                                List.of(IpNetwork.parse("127.0.0.0/8")), List.of(PortRange.parse("1024-65535"))),
                        new AddressLookup(
                                new DnsConfig(List.of(names.address()), Duration.ofSeconds(20), Duration.ZERO))),
                Trust.in(Optional.of(file)));
    }

    @AfterEach
    void end() throws IOException {
        names.close();
    }

    SipsStandIn answering(SipsStandIn.Answers answers) throws IOException {
        return SipsStandIn.answering(authority.trusting(authority.issue("dns:sips.test")), answers);
    }

    static ProbeOrder order(int port) {
        return order(port, LONG, "");
    }

    static ProbeOrder order(int port, Duration timeout, String password) {
        return new ProbeOrder(
                "sips.test",
                port,
                SipsUri.parse("sips:alice@example.com"),
                SipsUri.parse("sip:bob@example.com"),
                timeout,
                password.isEmpty() ? Credentials.NONE : new Credentials("alice", new Secret(password)));
    }
}

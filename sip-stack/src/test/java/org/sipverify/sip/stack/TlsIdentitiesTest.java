package org.sipverify.sip.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sipverify.sip.testbed.TlsSamples;
import org.sipverify.sip.tls.TlsConfig.ClientAuth;
import org.sipverify.testkit.CertificateAuthority;
import org.sipverify.testkit.TcpPeer;

/** A call has the names in the certificate of its caller, where that was verified. */
class TlsIdentitiesTest {
    private static final CertificateAuthority CA = new CertificateAuthority("Test CA");

    @TempDir
    private Path directory;

    @ParameterizedTest
    @MethodSource
    void aCallHasTheNamesOfItsCaller(ClientAuth demand, SSLContext caller, List<String> names) throws Exception {
        try (var tls = new TlsSamples(directory).certificate("ec", CA.issue("dns:sip.example"))) {
            tls.trust(CA).clientAuth(demand).start();

            try (var trunk = TcpPeer.secure(tls.port(), caller)) {
                trunk.write(trunk.request("INVITE").toString());
                trunk.read();
            }

            assertEquals(names, tls.lastCall().arrival().tlsIdentities());
        }
    }

    static Stream<Arguments> aCallHasTheNamesOfItsCaller() {
        var with = CA.trusting(CA.issue("uri:sip:Carrier.example", "dns:Host.example", "ip:192.0.2.1"));
        var names = List.of("host.example", "sip:Carrier.example");
        return Stream.of(
                argumentSet("want, with", ClientAuth.WANT, with, names),
                argumentSet("need, with", ClientAuth.NEED, with, names),
                argumentSet("want, without", ClientAuth.WANT, CA.trusting(), List.of()),
                argumentSet("none, with", ClientAuth.NONE, with, List.of()));
    }
}

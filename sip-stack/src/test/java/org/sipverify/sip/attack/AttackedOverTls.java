package org.sipverify.sip.attack;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.sipverify.sip.testbed.TlsSamples;
import org.sipverify.testkit.CapturedLog;
import org.sipverify.testkit.CertificateAuthority;
import org.sipverify.testkit.Eventually;
import org.sipverify.testkit.TcpPeer;

/** A server that each test of a class attacks over TLS; whatever it did, the server lets others in and logs no ERROR. */
abstract class AttackedOverTls {
    static final CertificateAuthority CA = new CertificateAuthority("Test CA");

    @TempDir
    Path directory;

    CapturedLog log;
    TlsSamples tls;

    @BeforeEach
    void prepare() {
        log = new CapturedLog("org.sipverify.sip");
        tls = new TlsSamples(directory).certificate("ec", CA.issue("dns:sip.example"));
    }

    @AfterEach
    void stillServes() {
        try {
            Eventually.isTrue(this::letsIn); // the last places may be given back a moment later
        } finally {
            tls.close();
            log.close();
        }
        assertEquals(
                List.of(),
                log.lines().stream().filter(line -> line.startsWith("ERROR")).toList());
    }

    boolean letsIn() {
        try (var good = TcpPeer.secure(tls.port(), CA.trusting())) {
            good.assertServed();
            return true;
        } catch (IOException e) {
            return false; // the place is not given back yet
        }
    }
}

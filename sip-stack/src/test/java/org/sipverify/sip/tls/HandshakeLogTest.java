package org.sipverify.sip.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.sipverify.sip.CapturedLog;
import org.sipverify.sip.transport.HandshakeFailure;
import org.sipverify.sip.transport.HandshakeFailure.Reason;

class HandshakeLogTest {
    private static final InetSocketAddress PEER = new InetSocketAddress("192.0.2.1", 5061);

    private final AtomicLong now = new AtomicLong();
    private final HandshakeLog failures = new HandshakeLog(now::get);

    @Test
    void aFloodOfOneKindNeitherFillsTheLogNorHidesAnother() {
        try (var log = new CapturedLog(HandshakeLog.class.getName())) {
            for (var i = 0; i < 1000; i++) {
                failures.tell(PEER, new HandshakeFailure(Reason.NOT_TLS, ""));
            }
            failures.tell(PEER, new HandshakeFailure(Reason.EXPIRED, ""));
            now.addAndGet(TimeUnit.MINUTES.toNanos(1));
            failures.tell(PEER, new HandshakeFailure(Reason.NOT_TLS, ""));

            assertEquals(
                    HandshakeLog.LINES_A_MINUTE + 2,
                    log.lines().size(),
                    log.lines().toString());
            assertEquals(
                    "INFO no TLS with /192.0.2.1:5061: no TLS but something else",
                    log.lines().get(0));
            assertEquals(
                    "WARN no TLS with /192.0.2.1:5061: certificate expired",
                    log.lines().get(10));
            assertTrue(
                    log.lines().get(11).endsWith("(990 more like it were not told)"),
                    log.lines().get(11));
        }
    }

    /** What openssl sends when it does not trust the server. */
    @Test
    void anAlertInPlainIsARefusalAlsoWhereTheJdkCannotReadIt() {
        var problem = new SSLException(
                "Insufficient buffer remaining for AEAD cipher fragment (2). Needs to be more than tag size (16)");

        assertEquals("the peer refused it", HandshakeFailure.of(problem).toString());
    }

    @Test
    void whatAPeerSaysIsPrintableAndShort() {
        var problem = new SSLHandshakeException("\u001b[2J\nERROR all is lost" + "x".repeat(500));

        var text = HandshakeFailure.of(problem).toString();

        assertTrue(text.startsWith("TLS failed: ?[2J?ERROR all is lost"), text);
        assertTrue(text.length() < 250, text);
    }
}

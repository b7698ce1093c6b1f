package org.sipverify.sip.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.netty.handler.codec.TooLongFrameException;
import java.net.InetSocketAddress;
import java.nio.BufferUnderflowException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sipverify.sip.tls.HandshakeFailure.Reason;
import org.sipverify.testkit.CapturedLog;

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

    @ParameterizedTest
    @MethodSource
    void everyReasonSaysWhatHappened(Throwable problem, String text) {
        assertEquals(text, HandshakeFailure.of(problem).toString());
    }

    static Stream<Arguments> everyReasonSaysWhatHappened() {
        var underflow = new BufferUnderflowException();
        return Stream.of(
                argumentSet(
                        "a ClientHello of 16 MiB",
                        new TooLongFrameException("ClientHello length exceeds 16384: 16777215"),
                        "a first message that is too long"),
                argumentSet(
                        "a message cut short",
                        new SSLException("Illegal handshake message: client_hello", underflow),
                        "a malformed message of the handshake"),
                argumentSet(
                        "an alert in plain, as openssl refuses a server, where the JDK cannot read it",
                        new SSLException("Insufficient buffer remaining for AEAD cipher fragment (2). Needs to be more"
                                + " than tag size (16)"),
                        "the peer refused it"),
                argumentSet(
                        "the inner of two that speak",
                        new SSLException("outer", new SSLException("inner", underflow)),
                        "TLS failed: inner"),
                argumentSet(
                        "a blank is nothing said",
                        new SSLException("outer", new SSLException(" ")),
                        "TLS failed: outer"),
                argumentSet(
                        "nothing said at all",
                        new SSLException(null, underflow),
                        "TLS failed: a BufferUnderflowException that says no more"));
    }

    @Test
    void whatAPeerSaysIsPrintableAndShort() {
        var problem = new SSLHandshakeException("\u001b[2J\nERROR all is lost" + "x".repeat(500));

        var text = HandshakeFailure.of(problem).toString();

        assertTrue(text.startsWith("TLS failed: ?[2J?ERROR all is lost"), text);
        assertTrue(text.length() < 250, text);
    }
}

package org.sipverify.sip.attack;

import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.sipverify.sip.transport.Transport;
import org.sipverify.sip.transport.TransportLimits;
import org.sipverify.sip.transport.TransportLimits.Backlog;
import org.sipverify.sip.transport.TransportLimits.Connections;
import org.sipverify.sip.transport.TransportLimits.MessageSize;

/** One server that all tests of a class attack over TCP; whatever each of them did, it serves on. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class AttackedOverTcp {
    private static final TransportLimits LIMITS = new TransportLimits(
            new MessageSize(16 << 10, 64 << 10),
            new Backlog(1000, Duration.ofMinutes(1)),
            new Connections(20_000, 20_000, Duration.ofMinutes(1), Duration.ofMinutes(1), 64 << 10));

    AttackedServer server;

    @BeforeAll
    void start() throws Exception {
        server = new AttackedServer(2000, LIMITS, Transport.TCP, Transport.UDP);
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @AfterEach
    void stillServes() throws Exception {
        server.stillServes();
    }
}

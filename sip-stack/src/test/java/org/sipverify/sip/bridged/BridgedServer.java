package org.sipverify.sip.bridged;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.sipverify.bridge.CallEnd;
import org.sipverify.bridge.CallWatcher;
import org.sipverify.bridge.Party;
import org.sipverify.bridge.Status;
import org.sipverify.sip.Forwarding;
import org.sipverify.sip.Headers;
import org.sipverify.sip.SessionConfig;
import org.sipverify.sip.SipMeter;
import org.sipverify.sip.client.OutboundConfig;
import org.sipverify.sip.digest.HostCredentials;
import org.sipverify.sip.dns.DnsConfig;
import org.sipverify.sip.stack.SipServer;
import org.sipverify.sip.testbed.Samples;
import org.sipverify.sip.transport.Transport;
import org.sipverify.testkit.Eventually;
import org.sipverify.testkit.FreePort;

/** A server that bridges every call, a caller, and two callees. After each test nothing of a call may be left. */
abstract class BridgedServer {
    static final DnsConfig NO_DNS = new DnsConfig(List.of(), Duration.ofSeconds(1), Duration.ofSeconds(30));

    /** The defaults. */
    static final SessionConfig SESSIONS =
            new SessionConfig(Duration.ofMinutes(30), Duration.ofSeconds(90), Duration.ofHours(4));

    final BlockingQueue<String> events = new LinkedBlockingQueue<>();
    SipMeter meter = SipMeter.NONE;
    Headers set = Headers.NONE;
    Duration ringTimeout = Duration.ofSeconds(60);
    Duration responseTimeout = ringTimeout;
    int redirects;
    Forwarding.Transferring transferring = Forwarding.Transferring.RELAYED;
    int port;
    SipServer server;
    Phone alice;
    Phone bob;
    Phone carol;

    @BeforeEach
    void open() throws Exception {
        port = FreePort.next();
        alice = new Phone(port);
        bob = new Phone(port);
        carol = new Phone(port);
        var config = Samples.config(
                "127.0.0.1",
                port,
                Set.of(Transport.UDP, Transport.TCP),
                "",
                100,
                5,
                1300,
                Samples.LIMITS,
                Samples.admission("allow = [\"127.0.0.1\"]"));
        server = SipServer.start(
                config,
                call -> call.bridge(
                        new Forwarding(
                                targets(),
                                "",
                                set,
                                Forwarding.Passing.USUAL,
                                new Forwarding.Trying(
                                        ringTimeout, Set.of(408, 500, 502, 503, 504), redirects, responseTimeout),
                                transferring),
                        new Noted()),
                meter);
        bridge(new OutboundConfig(NO_DNS, Duration.ofSeconds(5), credentials()));
    }

    void bridge(OutboundConfig settings) {
        server.bridgeCalls(settings, SESSIONS);
    }

    HostCredentials credentials() {
        return HostCredentials.NONE;
    }

    List<String> targets() {
        return List.of(bob.uri());
    }

    @AfterEach
    void close() {
        try {
            Eventually.isTrue(() -> server.bridgedCalls() == 0, () -> server.bridgedCalls() + " calls are left");
            assertEquals(0, server.callsInHand());
        } finally {
            server.close();
            alice.close();
            bob.close();
            carol.close();
        }
    }

    List<String> eventsUpToTheEnd() throws InterruptedException {
        var all = new ArrayList<String>();
        do {
            var event = events.poll(60, TimeUnit.SECONDS);
            if (event == null) {
                throw new AssertionError("the call is not over: " + all);
            }
            all.add(event);
        } while (!all.get(all.size() - 1).equals("over"));
        return all;
    }

    /** Says what happens. */
    private final class Noted implements CallWatcher {
        @Override
        public void dialled(String id, String target) {}

        @Override
        public void progress(Status status) {
            events.add("" + status.code());
        }

        @Override
        public void answered() {
            events.add("answered");
        }

        @Override
        public void confirmed() {
            events.add("confirmed");
        }

        @Override
        public void transferred(Party by) {
            events.add("transferred by " + by);
        }

        @Override
        public void ended(CallEnd end) {
            events.add("ended by " + end.by() + " " + end.why().code());
        }

        @Override
        public void over() {
            events.add("over");
        }
    }
}

package org.sipverify.sip.client;

import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.sipverify.sip.client.RequestSender.Manner;
import org.sipverify.sip.client.StandaloneClient.Means;
import org.sipverify.sip.dns.DnsConfig;
import org.sipverify.sip.dns.Locator;
import org.sipverify.sip.dns.Target;
import org.sipverify.sip.testbed.FakeServer;
import org.sipverify.sip.testbed.Samples;
import org.sipverify.sip.transport.Transport;
import org.sipverify.sip.transport.TransportMeter;
import org.sipverify.testkit.Eventually;

/** A client whose T1 is a tenth of the standard's, a far end, and what the client's user is told. */
abstract class Sending {
    static final Timing QUICK = new Timing(Duration.ofMillis(50), Duration.ofMillis(400), Duration.ofMillis(500));
    static final DnsConfig NO_DNS = new DnsConfig(List.of(), Duration.ofSeconds(1), Duration.ofSeconds(30));
    static final Duration LONG = Duration.ofSeconds(40);

    final BlockingQueue<TransportMeter.Loss> losses = new LinkedBlockingQueue<>();
    final Events events = new Events();
    FakeServer server;
    StandaloneClient client;

    @BeforeEach
    void open() throws IOException {
        server = new FakeServer();
        client = client(QUICK, 1000);
    }

    /** Whatever a test did, nothing is left of it. */
    @AfterEach
    void close() {
        Eventually.isTrue(() -> client.transactions() == 0);
        client.close();
        server.close();
    }

    StandaloneClient client(Timing timing, int most) {
        return client(timing, most, NO_DNS);
    }

    StandaloneClient client(Timing timing, int most, DnsConfig dns) {
        var meter = new TransportMeter() {
            @Override
            public void lost(Loss why) {
                losses.add(why);
            }
        };
        var locator = new Locator(dns, EnumSet.allOf(Transport.class), meter);
        var means = new Means(locator, Duration.ofSeconds(20), Samples.LIMITS, Optional.empty());
        return new StandaloneClient(means, meter, timing, most);
    }

    static OutboundRequest request(String method, Target target) {
        var id = UUID.randomUUID().toString();
        var uri = target.uri("bob");
        var ids = new OutboundRequest.Ids("<sip:alice@example.com>;tag=" + id.substring(0, 8), "<" + uri + ">", id, 1);
        return new OutboundRequest(method, uri, target, ids).withContact("alice");
    }

    Target target() {
        return Target.parse("127.0.0.1:" + server.port());
    }

    SentRequest send(String method) {
        return client.sender().send(request(method, target()), new Manner(LONG), events);
    }
}

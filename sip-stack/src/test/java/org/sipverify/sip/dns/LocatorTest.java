package org.sipverify.sip.dns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sipverify.sip.transport.Transport;
import org.sipverify.sip.transport.TransportMeter;

class LocatorTest {
    private static final int SMALL = 600;
    private static final int LARGE = 1301;
    private static final Set<Transport> ALL = EnumSet.allOf(Transport.class);

    private static final List<String> RECORDS = List.of(
            "one.test. 60 IN A 192.0.2.1",
            "two.test. 60 IN A 192.0.2.2",
            "three.test. 60 IN A 192.0.2.3",
            "six.test. 60 IN AAAA 2001:db8::6",
            "both.test. 60 IN AAAA 2001:db8::7",
            "both.test. 60 IN A 192.0.2.7",
            "alias.test. 60 IN CNAME one.test.",
            "loop.test. 60 IN CNAME pool.test.",
            "pool.test. 60 IN CNAME loop.test.",
            // preference within an order, the order before it
            "naptr.test. 60 IN NAPTR 20 1 \"s\" \"SIP+D2U\" \"\" _sip._udp.srv.test.",
            "naptr.test. 60 IN NAPTR 10 20 \"s\" \"SIP+D2T\" \"\" _sip._tcp.srv.test.",
            "naptr.test. 60 IN NAPTR 10 10 \"s\" \"SIPS+D2T\" \"\" _sips._tcp.srv.test.",
            "naptr.test. 60 IN NAPTR 5 5 \"u\" \"E2U+sip\" \"!^.*$!sip:a@b.test!\" .",
            "srv.test. 60 IN A 192.0.2.99",
            "_sip._udp.srv.test. 60 IN SRV 20 0 5070 two.test.",
            "_sip._udp.srv.test. 60 IN SRV 10 0 5060 one.test.",
            "_sip._tcp.srv.test. 60 IN SRV 10 0 5080 three.test.",
            "_sips._tcp.srv.test. 60 IN SRV 10 0 5081 three.test.",
            "udponly.test. 60 IN NAPTR 10 10 \"S\" \"sip+d2u\" \"\" _sip._udp.srv.test.",
            "lost.test. 60 IN NAPTR 10 10 \"s\" \"SIP+D2T\" \"\" _sip._tcp.nowhere.test.",
            "lost.test. 60 IN A 192.0.2.4",
            "_sip._udp.off.test. 60 IN SRV 0 0 0 .",
            "_sip._tcp.off.test. 60 IN SRV 0 0 5060 one.test.",
            "off.test. 60 IN A 192.0.2.98",
            "_sip._udp.never.test. 60 IN SRV 0 0 0 .",
            "never.test. 60 IN A 192.0.2.97",
            "_sip._tcp.half.test. 60 IN SRV 10 0 5060 a.broken.",
            "_sip._tcp.half.test. 60 IN SRV 20 0 5060 two.test.",
            "_sip._tcp.fails.test. 60 IN CNAME a.broken.",
            "fails.test. 60 IN A 192.0.2.96");

    private static Unbound dns;
    private static Locator locator;

    @BeforeAll
    static void start() throws Exception {
        var many = IntStream.rangeClosed(1, 60).mapToObj("many.test. 60 IN A 198.51.100.%d"::formatted);
        dns = Unbound.with(Stream.concat(RECORDS.stream(), many).toList());
        locator = of(dns);
    }

    @AfterAll
    static void stop() throws Exception {
        dns.close();
    }

    @ParameterizedTest
    @MethodSource
    void findsTheHops(String target, int octets, List<String> hops) throws Exception {
        assertEquals(hops, located(target, octets));
    }

    static Stream<Arguments> findsTheHops() {
        return Stream.of(
                argumentSet("a numeric host is the hop", "sip:192.0.2.9", SMALL, List.of("udp 192.0.2.9:5060")),
                argumentSet("with its port", "192.0.2.9:5070", SMALL, List.of("udp 192.0.2.9:5070")),
                argumentSet("sips is TLS", "sips:192.0.2.9", SMALL, List.of("tls 192.0.2.9:5061")),
                argumentSet(
                        "over TCP sips is TLS too",
                        "sips:[::1]:9;transport=tcp",
                        SMALL,
                        List.of("tls [0:0:0:0:0:0:0:1]:9")),
                argumentSet("a port rules SRV out", "sip:naptr.test:5090", SMALL, List.of()),
                argumentSet("a name with a port", "one.test:5090", SMALL, List.of("udp 192.0.2.1:5090")),
                argumentSet("a name with nothing", "one.test", SMALL, List.of("udp 192.0.2.1:5060")),
                argumentSet("sips without SRV", "sips:one.test", SMALL, List.of("tls 192.0.2.1:5061")),
                argumentSet("an IPv6 host", "six.test", SMALL, List.of("udp [2001:db8:0:0:0:0:0:6]:5060")),
                argumentSet(
                        "IPv4 before IPv6",
                        "both.test",
                        SMALL,
                        List.of("udp 192.0.2.7:5060", "udp [2001:db8:0:0:0:0:0:7]:5060")),
                argumentSet("an alias", "alias.test", SMALL, List.of("udp 192.0.2.1:5060")),
                argumentSet(
                        "NAPTR by order and preference",
                        "sip:naptr.test",
                        SMALL,
                        List.of(
                                "tls 192.0.2.3:5081",
                                "tcp 192.0.2.3:5080",
                                "udp 192.0.2.1:5060",
                                "udp 192.0.2.2:5070")),
                argumentSet("sips takes SIPS+D2T alone", "sips:naptr.test", SMALL, List.of("tls 192.0.2.3:5081")),
                argumentSet(
                        "a large request leaves UDP out",
                        "sip:naptr.test",
                        LARGE,
                        List.of("tls 192.0.2.3:5081", "tcp 192.0.2.3:5080")),
                argumentSet(
                        "SRV of both transports",
                        "sip:srv.test",
                        SMALL,
                        List.of("udp 192.0.2.1:5060", "udp 192.0.2.2:5070", "tcp 192.0.2.3:5080")),
                argumentSet("SRV for a large request", "sip:srv.test", LARGE, List.of("tcp 192.0.2.3:5080")),
                argumentSet("SRV of the transport", "srv.test;transport=tcp", SMALL, List.of("tcp 192.0.2.3:5080")),
                argumentSet("SRV of TLS", "srv.test;transport=tls", SMALL, List.of("tls 192.0.2.3:5081")),
                argumentSet("no SRV of the transport", "one.test;transport=tcp", SMALL, List.of("tcp 192.0.2.1:5060")),
                argumentSet(
                        "a large request where DNS knows UDP alone",
                        "udponly.test",
                        LARGE,
                        List.of(
                                "tcp 192.0.2.1:5060",
                                "tcp 192.0.2.2:5070",
                                "udp 192.0.2.1:5060",
                                "udp 192.0.2.2:5070")),
                argumentSet(
                        "a large request to a host",
                        "192.0.2.9:5070",
                        LARGE,
                        List.of("tcp 192.0.2.9:5070", "udp 192.0.2.9:5070")),
                argumentSet("1300 octets are not large", "192.0.2.9", LARGE - 1, List.of("udp 192.0.2.9:5060")),
                argumentSet("NAPTR without its SRV", "lost.test", SMALL, List.of("tcp 192.0.2.4:5060")),
                argumentSet("a service that is off", "off.test", SMALL, List.of("tcp 192.0.2.1:5060")),
                argumentSet("a server of two that DNS cannot tell", "half.test", SMALL, List.of("tcp 192.0.2.2:5060")));
    }

    private static List<String> located(String target, int octets) throws InterruptedException {
        try {
            return locator.locate(Target.parse(target), octets).stream()
                    .map(Hop::toString)
                    .toList();
        } catch (NotLocatedException e) {
            return List.of();
        }
    }

    @ParameterizedTest
    @MethodSource
    void saysWhyThereIsNoHop(String target, int octets, String why) {
        var lost = new AtomicInteger();
        var counting = new TransportMeter() {
            @Override
            public void lost(Loss reason) {
                lost.addAndGet(reason == Loss.NOT_LOCATED ? 1 : 100);
            }
        };
        var own = new Locator(dns.config(), ALL, counting);

        var refusal = assertThrows(NotLocatedException.class, () -> own.locate(Target.parse(target), octets));

        assertTrue(refusal.getMessage().contains(why), refusal.getMessage());
        assertEquals(1, lost.get());
    }

    static Stream<Arguments> saysWhyThereIsNoHop() {
        return Stream.of(
                argumentSet("no such name", "absent.test", SMALL, "DNS has no SIP server for absent.test"),
                argumentSet("no such name with a port", "absent.test:5060", SMALL, "DNS has no SIP server"),
                argumentSet("decidedly no SIP", "never.test", SMALL, "DNS has no SIP server for never.test"),
                argumentSet("DNS fails", "a.broken:5060", SMALL, "the DNS lookup of"),
                argumentSet("DNS fails at SRV, and no address is guessed", "fails.test;transport=tcp", SMALL, "SRV"),
                argumentSet("aliases in a ring", "loop.test:5060", SMALL, "the DNS lookup of"),
                argumentSet("large, but UDP is named", "one.test;transport=udp", LARGE, "too large for UDP"),
                argumentSet("no domain name", "a..b", SMALL, "not a domain name"));
    }

    @Test
    void theHopsKeepTheDomainOfTheUri() throws Exception {
        var hops = locator.locate(Target.parse("sips:naptr.test"), SMALL);

        assertEquals("naptr.test", hops.get(0).domain());
    }

    @Test
    void withoutTlsANaptrOfItIsPassedOver() throws Exception {
        var plain = new Locator(dns.config(), EnumSet.of(Transport.UDP, Transport.TCP), TransportMeter.NONE);

        assertEquals("[tcp 192.0.2.3:5080]", found(plain, "naptr.test", LARGE));
    }

    @Test
    void anAnswerTooLongForUdpIsAskedForByTcpAndOnlySoMuchOfItIsTaken() throws Exception {
        var hops = locator.locate(Target.parse("many.test:5060"), SMALL);

        assertEquals(ServerLookup.MOST_RECORDS, hops.size());
    }

    @Test
    void whatFailedIsTriedLastUntilItAnswers() throws Exception {
        var own = of(dns);
        var target = "srv.test;transport=udp";
        var first = own.locate(Target.parse(target), SMALL).get(0);

        own.failed(first);
        var meanwhile = found(own, target, SMALL);
        own.answered(first);

        assertEquals("[udp 192.0.2.2:5070, udp 192.0.2.1:5060]", meanwhile);
        assertEquals(first, own.locate(Target.parse(target), SMALL).get(0));
    }

    @Test
    void noMoreHopsAreFoundThanMayBeTried() throws Exception {
        var records = new ArrayList<String>();
        for (var server = 1; server <= 5; server++) {
            records.add("_sip._udp.wide.test. 60 IN SRV 10 10 5060 s" + server + ".test.");
            for (var address = 1; address <= 10; address++) {
                records.add("s" + server + ".test. 60 IN A 203.0.113." + (10 * server + address));
            }
        }
        try (var wide = Unbound.with(records)) {
            var hops = of(wide).locate(Target.parse("wide.test"), SMALL);

            assertEquals(ServerLookup.MOST_HOPS, hops.size());
        }
    }

    private static String found(Locator by, String target, int octets)
            throws NotLocatedException, InterruptedException {
        return by.locate(Target.parse(target), octets).toString();
    }

    private static Locator of(Unbound server) {
        return new Locator(server.config(), ALL, TransportMeter.NONE);
    }
}

package org.sipverify.sip.dns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sipverify.sip.transport.Transport;
import org.sipverify.sip.transport.TransportMeter;
import org.sipverify.testkit.OldNameServer;
import org.xbill.DNS.Rcode;

/** How DNS is asked: for how long, whom next, and how often. */
class LookupsTest {
    private static final List<String> RECORDS = List.of("one.test. 60 IN A 192.0.2.1");

    @Test
    void answersAreKeptAsLongAsTheyMayBe() throws Exception {
        var gone = Unbound.with(RECORDS);
        var own = asking(Duration.ofSeconds(5), gone.address());
        try (gone) {
            found(own, "one.test");
            assertThrows(NotLocatedException.class, () -> found(own, "absent.test"));
        }

        assertEquals("[udp 192.0.2.1:5060]", found(own, "one.test"));
        var refusal = assertThrows(NotLocatedException.class, () -> found(own, "absent.test"));
        assertTrue(refusal.getMessage().startsWith("DNS has no SIP server"), refusal.getMessage());
    }

    @Test
    void aSilentServerEndsTheSearchInTimeAndTheNextOneIsAsked() throws Exception {
        try (var silent = new DatagramSocket(0, InetAddress.getLoopbackAddress());
                var dns = Unbound.with(RECORDS)) {
            var second = asking(Duration.ofSeconds(8), addressOf(silent), dns.address());
            var alone = asking(Duration.ofMillis(300), addressOf(silent));

            var refusal = assertThrows(NotLocatedException.class, () -> found(alone, "one.test"));

            assertTrue(refusal.getMessage().contains("no response in time"), refusal.getMessage());
            assertEquals("[udp 192.0.2.1:5060]", found(second, "one.test:5060"));
        }
    }

    @Test
    void interruptingTheThreadEndsTheSearch() throws Exception {
        try (var silent = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            var own = asking(Duration.ofMinutes(1), addressOf(silent));
            var ended = new CompletableFuture<String>();
            var call = new Thread(() -> {
                try {
                    ended.complete(found(own, "one.test"));
                } catch (InterruptedException e) {
                    ended.complete("interrupted");
                } catch (NotLocatedException e) {
                    ended.complete(e.getMessage());
                }
            });
            call.start();
            silent.receive(new DatagramPacket(new byte[512], 512)); // the question is out

            call.interrupt();

            assertEquals("interrupted", ended.get(20, TimeUnit.SECONDS));
        }
    }

    /** RFC 6891 section 7. */
    @ParameterizedTest
    @MethodSource
    void aServerThatDoesNotKnowEdnsIsAskedWithoutIt(int error, boolean repeats) throws Exception {
        try (var dns = new OldNameServer(5070, error, repeats)) {
            var own = asking(Duration.ofSeconds(5), dns.address());

            assertEquals("[udp 127.0.0.1:5070]", found(own, "sip:example.test"));
            int refused = dns.refused();
            assertEquals("[udp 127.0.0.1:5070]", found(own, "sip:example2.test"));

            assertEquals(refused, dns.refused(), "it is not asked with EDNS again");
        }
    }

    static Stream<Arguments> aServerThatDoesNotKnowEdnsIsAskedWithoutIt() {
        return Stream.of(
                argumentSet("FORMERR", Rcode.FORMERR, true),
                argumentSet("FORMERR, a header only", Rcode.FORMERR, false),
                argumentSet("NOTIMP", Rcode.NOTIMP, true),
                argumentSet("NOTIMP, a header only", Rcode.NOTIMP, false),
                argumentSet("it fails", Rcode.SERVFAIL, true));
    }

    private static String found(Locator by, String target) throws NotLocatedException, InterruptedException {
        return by.locate(Target.parse(target), 600).toString();
    }

    /** One that remembers no dead targets. */
    private static Locator asking(Duration timeout, InetSocketAddress... servers) {
        return new Locator(
                new DnsConfig(List.of(servers), timeout, Duration.ZERO),
                EnumSet.allOf(Transport.class),
                TransportMeter.NONE);
    }

    private static InetSocketAddress addressOf(DatagramSocket socket) {
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }
}

package org.sipverify.sip.sips;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.sipverify.formats.net.IpAddress;
import org.sipverify.formats.net.IpNetwork;
import org.sipverify.sip.digest.Credentials;
import org.sipverify.sip.dns.AddressLookup;
import org.sipverify.sip.dns.DnsConfig;
import org.sipverify.sip.dns.NotLocatedException;
import org.sipverify.sip.tls.ExaminedPeer.Trust;
import org.sipverify.testkit.NameServer;

/** Where probes must not go, whatever a target is called. */
class TargetGuardTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final SipsUri ALICE = SipsUri.parse("sips:alice@example.com");

    private NameServer names;
    private ServerSocket listener;

    @BeforeEach
    void start() throws IOException {
        names = new NameServer()
                .knows("good.test", "198.41.0.4")
                .knows("mixed.test", "198.41.0.4,127.0.0.1")
                .knows("inside.test", "10.1.2.3")
                .knows("turning.test", "127.0.0.2", "127.0.0.1");
        listener = new ServerSocket(0, 1); // on every address of this machine
        listener.setSoTimeout(1); // a connection over loopback stands when connect returns
    }

    @AfterEach
    void stop() throws IOException {
        names.close();
        listener.close();
    }

    private TargetGuard guard(String... allowed) {
        var rules = new TargetRules(
                Stream.of(allowed).map(IpNetwork::parse).toList(),
                List.of(new PortRange(443, 443), new PortRange(1024, 65_535)));
        return new TargetGuard(rules, new AddressLookup(new DnsConfig(List.of(names.address()), LONG, Duration.ZERO)));
    }

    private ProbeOrder order(String host) {
        return new ProbeOrder(ProbeOrder.host(host), listener.getLocalPort(), ALICE, ALICE, LONG, Credentials.NONE);
    }

    static Stream<Arguments> aHostileTargetIsRefusedAndNothingLeaves() {
        return Stream.of(
                argumentSet("loopback", "127.0.0.1", "loopback"),
                argumentSet("another address of loopback", "127.8.9.10", "loopback"),
                argumentSet("loopback by name", "localhost", "loopback"),
                argumentSet("loopback of IPv6", "[::1]", "loopback"),
                argumentSet("IPv4-mapped", "::ffff:127.0.0.1", "loopback"),
                argumentSet("NAT64", "64:ff9b::7f00:1", "loopback"),
                argumentSet("no address", "0.0.0.0", "of this network"),
                argumentSet("link-local", "169.254.10.1", "link-local"),
                argumentSet("link-local of IPv6", "fe80::1", "link-local"),
                argumentSet("metadata", "169.254.169.254", "metadata"),
                argumentSet("private", "192.168.1.1", "private"),
                argumentSet("private of IPv6", "fd12:3456::1", "private"),
                argumentSet("decimal", "2130706433", "four decimal numbers"),
                argumentSet("octal", "0177.0.0.1", "four decimal numbers"),
                argumentSet("hexadecimal", "0x7f.0.0.1", "four decimal numbers"),
                argumentSet("short", "127.1", "four decimal numbers"),
                argumentSet("a name within", "inside.test", "private"),
                argumentSet("a name with a good and a bad address", "mixed.test", "loopback"));
    }

    @ParameterizedTest
    @MethodSource
    void aHostileTargetIsRefusedAndNothingLeaves(String host, String why) throws Exception {
        var probe = new SipsProbe(guard(), Trust.in(Optional.empty()));

        var refused = assertThrows(TargetRefusedException.class, () -> probe.options(order(host)));

        assertEquals("host", refused.field());
        assertTrue(refused.why().contains(why), refused.why());
        assertTrue(names.asked(host) <= 1);
        assertThrows(SocketTimeoutException.class, () -> listener.accept());
    }

    /** The connection goes to the address that was checked; what the name means afterwards is checked again. */
    @Test
    void aNameThatChangesBetweenLookUpsLeadsNowhereElse() throws Exception {
        var guard = guard("127.0.0.2/32");
        var deadline = Deadline.in(LONG);

        var places = guard.places("turning.test", 5061, deadline);

        assertEquals(List.of(new InetSocketAddress(InetAddress.getByName("127.0.0.2"), 5061)), places);
        assertEquals(1, names.asked("turning.test"));
        assertThrows(TargetRefusedException.class, () -> guard.places("turning.test", 5061, deadline));
    }

    @Test
    void aPublicAddressIsTaken() throws Exception {
        var deadline = Deadline.in(LONG);

        assertEquals("198.41.0.4", address(guard().places("good.test", 443, deadline)));
        assertEquals("198.41.0.4", address(guard().places("198.41.0.4", 5061, deadline)));
        assertEquals("127.0.0.1", address(guard("127.0.0.0/8").places("127.0.0.1", 5061, deadline)));
        assertThrows(NotLocatedException.class, () -> guard().places("nowhere.test", 443, deadline));
    }

    private static String address(List<InetSocketAddress> places) {
        return places.get(0).getAddress().getHostAddress();
    }

    @ParameterizedTest
    @CsvSource({"22", "25", "444", "1023"})
    void aPortThatIsNotListedIsRefused(int port) {
        var refused =
                assertThrows(TargetRefusedException.class, () -> guard().places("198.41.0.4", port, Deadline.in(LONG)));

        assertEquals("port", refused.field());
        assertTrue(refused.why().contains("[443, 1024-65535]"), refused.why());
    }

    /** The whole table, at its edges. */
    @ParameterizedTest
    @CsvSource({
        "9.255.255.255, ordinary", "10.0.0.0, private", "10.255.255.255, private", "11.0.0.0, ordinary",
        "100.63.255.255, ordinary", "100.64.0.0, shared", "100.100.100.200, metadata", "100.128.0.0, ordinary",
        "168.63.129.16, metadata", "172.15.255.255, ordinary", "172.16.0.0, private", "172.32.0.0, ordinary",
        "192.0.0.192, metadata", "192.0.2.1, documentation", "198.18.0.1, benchmarks", "198.51.100.1, documentation",
        "203.0.113.1, documentation", "224.0.0.1, multicast", "255.255.255.255, reserved", "::, no address",
        "::7f00:1, outside", "100::1, outside", "64:ff9b::c629:4, ordinary", "64:ff9b:1::1, outside",
        "2001:0:1::1, protocols", "2001:db8::1, documentation", "2001:4860::1, ordinary", "2002:7f00:1::, 6to4",
        "3fff::1, documentation", "2606:4700::1, ordinary", "4000::1, outside", "fd00:ec2::254, metadata",
        "ff02::1, multicast"
    })
    void everyKindOfAddressIsKnown(String address, String kind) {
        var why = SpecialAddresses.why(IpAddress.parse(address).orElseThrow()).orElse("ordinary");

        assertTrue(why.contains(kind), address + ": " + why);
    }
}

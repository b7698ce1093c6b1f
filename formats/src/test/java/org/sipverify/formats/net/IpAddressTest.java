package org.sipverify.formats.net;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.InetAddress;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IpAddressTest {
    @ParameterizedTest
    @ValueSource(strings = {"192.0.2.1", "0.0.0.0", "255.255.255.255", "::", "2001:db8::1", "fe80::1:2:3:4", "::1"})
    void hasTheOctetsOfTheJdksAddress(String text) throws Exception {
        var address = IpAddress.parse(text).orElseThrow();

        assertArrayEquals(InetAddress.getByName(text).getAddress(), address.octets());
        assertEquals(address, IpAddress.of(address.octets()));
        assertEquals(text, address.toString());
    }

    @Test
    void aMappedAddressIsTheIpv4Address() {
        assertEquals(IpAddress.parse("192.0.2.1"), IpAddress.parse("::ffff:192.0.2.1"));
        assertEquals(IpAddress.parse("192.0.2.1"), IpAddress.parse("::FFFF:c000:0201"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "01.2.3.4",
                "1.2.3.04",
                "127.1",
                "1.2.3",
                "1.2.3.256",
                "0x7f.0.0.1",
                "1.2.3.4 ",
                "localhost",
                "[::1]",
                "::1%lo",
                "1::2::3",
                "::1.2.3.04"
            })
    void refusesWhatReadersTakeDifferently(String text) {
        assertEquals(Optional.empty(), IpAddress.parse(text));
    }

    @Test
    void refusesAnyOtherNumberOfOctets() {
        assertThrows(IllegalArgumentException.class, () -> IpAddress.of(new byte[5]));
    }
}

package org.sipverify.formats.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpNetworkTest {
    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8,          10.255.255.255,   true",
        "10.0.0.0/8,          11.0.0.0,         false",
        "192.0.2.1,           192.0.2.1,        true",
        "192.0.2.1,           192.0.2.2,        false",
        "192.0.2.128/25,      192.0.2.129,      true",
        "0.0.0.0/0,           203.0.113.9,      true",
        "0.0.0.0/0,           2001:db8::1,      false",
        "::/0,                2001:db8::1,      true",
        "::/0,                203.0.113.9,      false",
        "10.0.0.0/8,          ::ffff:10.1.2.3,  true",
        "::ffff:10.0.0.0/104, 10.1.2.3,         true",
        "2001:db8::/32,       2001:db8:ffff::1, true",
        "2001:db8::/32,       2001:db9::1,      false",
        "2001:db8:0:8000::/49, 2001:db8:0:8001::, true",
        "2001:db8::1,         2001:DB8:0:0:0:0:0:1, true",
        "2001:db8::1/128,     2001:db8::2,      false",
        "fe80::/10,           febf::1,          true",
        "192.0.2.6/31,        192.0.2.7,        true",
        "2001:db8:0:0:8000::/65, 2001:db8::8000:0:0:1, true",
        "2001:db8:0:0:8000::/65, 2001:db8::7000:0:0:1, false",
        "::1,                 ::1,              true"
    })
    void contains(String network, String address, boolean expected) {
        assertEquals(
                expected,
                IpNetwork.parse(network).contains(IpAddress.parse(address).orElseThrow()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "10",
                "10.0.0",
                "10.0.0.256",
                "10.0.0.01",
                "01.2.3.4",
                "127.1",
                "carrier.example",
                "2001:db8::/129",
                "10.0.0.1/8",
                "10.0.0.0/",
                "10.0.0.0/33",
                "10.0.0.0/-1",
                "10.0.0.0/8/8",
                "10.0.0.1/24",
                "1:2:3",
                ":::",
                "1::2::3",
                "1:2:3:4:5:6:7::8:9",
                "12345::",
                "::1/129",
                "g::",
                "::1/64",
                "fe80::1%eth0",
                "localhost",
                "::ffff:0.0.0.0/90"
            })
    void refuses(String network) {
        assertThrows(IllegalArgumentException.class, () -> IpNetwork.parse(network));
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.0.0.0/8",
        "192.0.2.1, 192.0.2.1/32",
        "::ffff:192.0.2.1, 192.0.2.1/32",
        "::, ::/128",
        "0:0:1::/48, ::1:0:0:0:0:0/48",
        "2001:DB8:0:1::/64, 2001:db8:0:1::/64",
        "1:2:3:4:5:6:7:8, 1:2:3:4:5:6:7:8/128"
    })
    void isWrittenShortly(String text, String shown) {
        assertEquals(shown, IpNetwork.parse(text).toString());
    }
}

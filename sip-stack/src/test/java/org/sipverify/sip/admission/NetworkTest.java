package org.sipverify.sip.admission;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkTest {
    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.255.0.1, true",
        "10.0.0.0/8, 11.0.0.1, false",
        "192.0.2.7, 192.0.2.7, true",
        "192.0.2.7, 192.0.2.6, false",
        "192.0.2.6/31, 192.0.2.7, true",
        "0.0.0.0/0, 203.0.113.9, true",
        "0.0.0.0/0, 2001:db8::1, false",
        "2001:db8::/32, 2001:db8:ffff::1, true",
        "2001:db8::/32, 2001:db9::1, false",
        "2001:db8:0:0:8000::/65, 2001:db8::8000:0:0:1, true",
        "2001:db8:0:0:8000::/65, 2001:db8::7000:0:0:1, false",
        "::1, ::1, true",
        "::/0, 2001:db8::1, true",
        "::/0, 192.0.2.7, false",
        "::ffff:10.0.0.0/104, 10.1.2.3, true"
    })
    void contains(String network, String address, boolean expected) throws Exception {
        var source = Source.of(InetAddress.getByName(address), false);

        assertEquals(expected, Networks.parse(List.of(network)).contain(source));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "carrier.example",
                "10.0.0.0/33",
                "2001:db8::/129",
                "10.0.0.1/8",
                "10.0.0",
                "10.0.0.256",
                ":::",
                "10.0.0.0/",
                "10.0.0.0/8/8",
                "10.0.0.0/-1",
                "fe80::1%eth0"
            })
    void refusesWhatIsNoNetwork(String text) {
        assertThrows(IllegalArgumentException.class, () -> Network.parse(text));
    }
}

package org.sipverify.formats.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostPortTest {
    @ParameterizedTest
    @CsvSource({
        "pbx.example, pbx.example, 0, ",
        "pbx.example:5060, pbx.example, 5060, ",
        "heplify_server:9060, heplify_server, 9060, ",
        "192.0.2.1, 192.0.2.1, 0, 192.0.2.1",
        "192.0.2.1:65535, 192.0.2.1, 65535, 192.0.2.1",
        "'[2001:db8::1]', '[2001:db8::1]', 0, 2001:db8::1",
        "'[2001:db8::1]:53', '[2001:db8::1]', 53, 2001:db8::1",
        "1.example, 1.example, 0, "
    })
    void reads(String text, String host, int port, String address) {
        var read = HostPort.parse(text);

        assertEquals(new HostPort(host, port), read);
        assertEquals(Optional.ofNullable(address).flatMap(IpAddress::parse), read.address());
        assertEquals(text, read.toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | not a host",
                ":5060 | not a host",
                "pbx.example:0 | port \"0\"",
                "pbx.example:65536 | port \"65536\"",
                "pbx.example: | port \"\"",
                "pbx.example:sip | port \"sip\"",
                "2001:db8::1 | brackets",
                "[2001:db8::1 | not a host",
                "[192.0.2.1] | not a host",
                "01.2.3.4 | not a host",
                "127.1 | not a host",
                "a..b | not a host",
                "pbx example | not a host",
                "sip:pbx.example | port"
            })
    void saysWhatIsWrong(String text, String said) {
        var mistake = assertThrows(IllegalArgumentException.class, () -> HostPort.parse(text));

        assertTrue(mistake.getMessage().contains(said), mistake.getMessage());
    }

    @ParameterizedTest
    @CsvSource({"192.0.2.1, 192.0.2.1:5060", "2001:db8::1, '[2001:db8::1]:5060'"})
    void putsAnIpv6AddressIntoBrackets(String address, String text) {
        assertEquals(text, HostPort.text(address, 5060));
    }
}

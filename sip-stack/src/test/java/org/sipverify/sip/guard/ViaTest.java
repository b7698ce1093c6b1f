package org.sipverify.sip.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.OptionalInt;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ViaTest {
    @ParameterizedTest
    @CsvSource({
        "192.0.2.1:5070, 5070",
        "192.0.2.1, 5060",
        "192.0.2.1 : 5070, 5070",
        "pbx.example, 5060",
        "[2001:db8::1], 5060",
        "[2001:db8::1]:5070, 5070",
        "2001:db8::1, 5060",
        "192.0.2.1:65535, 65535",
        "192.0.2.1:65536, -1",
        "192.0.2.1:0, -1",
        "192.0.2.1:, -1",
        "192.0.2.1:+5, -1",
        "192.0.2.1:99999999999, -1",
        "192.0.2.1:5070;rport, -1",
        "192.0.2.1:5070;rport=9, -1",
        "192.0.2.1:5070;x=rport, 5070"
    })
    void theReplyPortIsThatOfSentByUnlessRportAsksForAnother(String value, int expected) {
        var via = Via.of(Params.of("SIP/2.0/UDP " + value, 0)).orElseThrow();

        assertEquals(expected < 0 ? OptionalInt.empty() : OptionalInt.of(expected), via.replyPort());
    }
}

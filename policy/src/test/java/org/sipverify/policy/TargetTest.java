package org.sipverify.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TargetTest {
    @ParameterizedTest
    @CsvSource({
        "pbx,                              pbx",
        "' pbx.example.com. ',             pbx.example.com.",
        "127.0.0.1:5060,                   127.0.0.1:5060",
        "sip:127.0.0.1:5060,               127.0.0.1:5060",
        "SIPS:pbx.example.com,             pbx.example.com",
        "sip:user@pbx:5080,                pbx:5080",
        "sip:pbx:5060;transport=tcp;lr,    pbx:5060;transport=tcp;lr",
        "[2001:db8::1]:5060,               [2001:db8::1]:5060",
        "sip:sip:5060,                     sip:5060"
    })
    void reads(String text, String target) {
        assertEquals(target, Target.parse(text).toString());
    }

    @ParameterizedTest
    @CsvSource({
        "'',                is not a host name",
        "sip:,              is not a host name",
        "pbx:,              'port \"\" is not a number from 1 to 65535'",
        "pbx:0,             'port \"0\" is not a number from 1 to 65535'",
        "pbx:65536,         'port \"65536\" is not a number from 1 to 65535'",
        "pbx:sip,           'port \"sip\" is not a number from 1 to 65535'",
        "2001:db8::1,       put an IPv6 address in brackets",
        "[pbx],             is not a host name",
        "[192.0.2.1],       is not a host name",
        "192.0.2.256,       is not a host name",
        "-pbx,              is not a host name",
        "my pbx,            is not a host name",
        "<pbx>,             is not a host name",
        "pbx;,              are not URI parameters",
        "pbx;a=b?c=d,       are not URI parameters",
        "sip:a@b@c,         is not a host name",
        "http://pbx, begins with http://: calls go to a SIP URI",
        "sip://pbx:5060, begins with sip://: leave the slashes out"
    })
    void saysWhatIsWrong(String text, String complaint) {
        var refusal = assertThrows(IllegalArgumentException.class, () -> Target.parse(text));

        assertTrue(refusal.getMessage().contains(complaint), refusal.getMessage());
    }
}

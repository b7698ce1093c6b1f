package org.sipverify.sip.bridged;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sipverify.sip.Forwarding.Refer;

/** REFER where the policy declines it. */
class TransferRejectedTest extends TransferredCall {
    @Override
    Refer refer() {
        return Refer.REJECT;
    }

    @Test
    void isDeclinedAndTheCallGoesOn() throws Exception {
        for (var way : new Phone[][] {{alice, bob}, {bob, alice}}) {
            way[0].send("REFER", "", "Refer-To: <" + at(carol) + ">");
            way[0].expectNext("SIP/2.0 603 Decline");
            assertTrue(way[1].isSilentFor(100));
        }
        goesOn(alice, bob);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Subject: none", "Refer-To: <sip:a@b>|Refer-To: <sip:c@d>", "r: <sip:a@b>, <sip:c@d>"})
    void oneReferToIsNeeded(String fields) throws Exception {
        bob.send("REFER", "", fields.split("\\|"));
        bob.expectNext("SIP/2.0 400");
        goesOn(alice, bob);
    }
}

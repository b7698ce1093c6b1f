package org.sipverify.vcon.show;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.sipverify.testkit.VconSamples;
import org.sipverify.vcon.read.Call;

class ShownMessageTest {
    static final List<String> SAMPLES = VconSamples.NAMES;

    @ParameterizedTest
    @FieldSource("SAMPLES")
    void eachStepOfTheLadderHasItsMessage(String name) {
        var call = Call.of(VconSamples.json(name));
        var messages = ShownMessage.all(call);
        var ladder = Ladder.of(call);

        assertEquals(ladder.steps().size(), messages.size());
        for (var message : messages) {
            var step = ladder.steps().get(message.number());
            assertEquals(ladder.lanes().get(step.from()).title(), message.way().from());
            assertEquals(ladder.lanes().get(step.to()).title(), message.way().to());
            assertEquals(Math.round(step.seconds() * 1000), message.when().delta());
        }
        for (int i = 0; i < messages.size(); i++) {
            assertTrue(SvgLadder.of(ladder).contains("<g class=\"message\" data-message=\"" + i + "\">"));
        }
    }

    @Test
    void anAttachmentHasTheWholeMessageAndTheTraceWhatIsLeftOfOthers() {
        var messages = ShownMessage.all(Call.of(VconSamples.json("redirected-call")));

        var invite = messages.get(0).content();
        assertTrue(invite.whole());
        assertTrue(invite.line().startsWith("INVITE sip:"), invite.line());
        assertTrue(invite.text().startsWith(invite.line() + "\r\n"), invite.text());
        var trying = messages.get(1).content();
        assertFalse(trying.whole());
        assertEquals("SIP/2.0 100 Trying", trying.line());
        assertTrue(trying.text().contains("\r\nCSeq: "), trying.text());
        assertEquals("received", messages.get(0).way().direction());
        assertEquals("sent", messages.get(1).way().direction());
    }
}

package org.sipverify.vcon;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.sipverify.vcon.Dialect.Form;
import org.sipverify.vcon.Dialect.JsonBodies;
import org.sipverify.vcon.call.Recording;
import org.sipverify.vcon.content.ContentConfig;
import org.sipverify.vcon.content.Purpose;
import org.sipverify.vcon.content.VconContent;

class DialectTest {
    private final Vcon vcon = vcon();

    @Test
    void theDraftsFormComesBackAsItWas() throws Exception {
        var text = new String(vcon.bytes(Dialect.DRAFT), UTF_8);
        Judge.of("DialectTest").vcon(text);

        var again = Vcon.parse(text.getBytes(UTF_8));

        assertEquals(vcon.json().toString(), again.json().toString());
        assertEquals(vcon.uuid(), again.uuid());
    }

    @Test
    void theOlderFormDiffersInThreeThings() {
        var said = said(new Dialect(Form.DOCS, JsonBodies.VALUE));

        assertEquals("7 INVITE", said.at("/dialog/0/sip_cseq").asText());
        assertEquals("+15551234567@carrier.example", said.at("/parties/0/sip").asText());
        var passport = attachment(said, "stir-passport-extended");
        assertEquals("application/passport+jwt", passport.path("mediatype").asText());
        assertEquals(Messages.PASSPORT, passport.path("body").asText());
        assertTrue(attachment(said, "sip-message-trace").path("body").isObject());
        assertEquals(7, vcon.json().at("/dialog/0/sip_cseq").intValue(), "the vCon itself stays the draft's");
    }

    @Test
    void jsonBodiesCanBeStrings() {
        var said = said(new Dialect(Form.DRAFT, JsonBodies.STRING));

        var trace = attachment(said, "sip-message-trace").path("body");
        assertEquals("1.0", Schemas.parsed(trace.asText()).path("version").asText());
        assertTrue(said.at("/analysis/0/body").isTextual());
    }

    private JsonNode said(Dialect dialect) {
        return Schemas.parsed(new String(vcon.bytes(dialect), UTF_8));
    }

    private static Vcon vcon() {
        var call = new Messages("call-1");
        var invite = call.invite("Identity: " + Messages.PASSPORT + "\n", "");
        var uuid = new UUID(Messages.START.toEpochMilli() << 16 | 0x8000, 1L << 63);
        var config = new ContentConfig("sip.example", "us", EnumSet.allOf(Purpose.class), Set.of());
        return Vcon.of(new VconContent(config).of(new Recording(uuid, call.arrival(invite), Set.of())));
    }

    private static JsonNode attachment(JsonNode vcon, String purpose) {
        for (var attachment : vcon.path("attachments")) {
            if (attachment.path("purpose").asText().equals(purpose)) {
                return attachment;
            }
        }
        throw new AssertionError("no " + purpose);
    }
}

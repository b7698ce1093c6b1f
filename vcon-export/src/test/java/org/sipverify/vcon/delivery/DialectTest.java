package org.sipverify.vcon.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.sipverify.vcon.Messages;
import org.sipverify.vcon.Schemas;
import org.sipverify.vcon.Vcon;
import org.sipverify.vcon.call.Recording;
import org.sipverify.vcon.content.ContentConfig;
import org.sipverify.vcon.content.Purpose;
import org.sipverify.vcon.content.VconContent;
import org.sipverify.vcon.delivery.Dialect.JsonBodies;
import org.sipverify.vcon.delivery.Dialect.Words;
import org.sipverify.vcon.form.StrictJson;

class DialectTest {
    private final Vcon vcon = vcon();

    @Test
    void theDraftsFormComesBackAsItWas() throws Exception {
        var again = Vcon.of(StrictJson.object(vcon.bytes()));

        assertEquals(vcon.json().toString(), again.json().toString());
        assertEquals(vcon.uuid(), again.uuid());
    }

    @Test
    void nothingOfItIsChangedForWhoWantsTheDraft() throws Exception {
        var json = StrictJson.object(vcon.bytes());

        assertFalse(Rewriting.rewrite(json, Dialect.DRAFT));

        assertEquals(vcon.json().toString(), json.toString());
    }

    @Test
    void theOlderFormDiffersInThreeThings() throws Exception {
        var said = said(new Dialect(Words.DOCS, JsonBodies.VALUE));

        assertEquals("7 INVITE", said.at("/dialog/0/sip_cseq").asText());
        assertEquals("+15551234567@carrier.example", said.at("/parties/0/sip").asText());
        var passport = attachment(said, "stir-passport-extended");
        assertEquals("application/passport+jwt", passport.path("mediatype").asText());
        assertEquals(Messages.PASSPORT, passport.path("body").asText());
        assertTrue(attachment(said, "sip-message-trace").path("body").isObject());
        assertEquals(7, vcon.json().at("/dialog/0/sip_cseq").intValue(), "the vCon itself stays the draft's");
    }

    @Test
    void jsonBodiesCanBeStrings() throws Exception {
        var said = said(new Dialect(Words.DRAFT, JsonBodies.STRING));

        var trace = attachment(said, "sip-message-trace").path("body");
        assertEquals("1.0", Schemas.parsed(trace.asText()).path("version").asText());
        assertTrue(said.at("/analysis/0/body").isTextual());
    }

    private JsonNode said(Dialect dialect) throws Exception {
        var json = StrictJson.object(vcon.bytes());
        assertTrue(Rewriting.rewrite(json, dialect));
        return json;
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

package org.sipverify.vcon.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sipverify.formats.json.StrictJson;
import org.sipverify.testkit.VconSamples;
import org.sipverify.testkit.VconSchemas;
import org.sipverify.vcon.Messages;
import org.sipverify.vcon.Vcon;
import org.sipverify.vcon.call.Recording;
import org.sipverify.vcon.content.ContentConfig;
import org.sipverify.vcon.content.Purpose;
import org.sipverify.vcon.content.VconContent;
import org.sipverify.vcon.delivery.endpoint.Dialect;
import org.sipverify.vcon.delivery.endpoint.Dialect.JsonBodies;
import org.sipverify.vcon.delivery.endpoint.Dialect.Words;
import org.sipverify.vcon.validate.ExternalFiles;
import org.sipverify.vcon.validate.Validation;

class DialectTest {
    private static final Validation OLDER =
            Validation.with(ExternalFiles.NONE, List.of()).acceptingOlderForm();

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
        assertEquals("1.0", VconSchemas.parsed(trace.asText()).path("version").asText());
        assertTrue(said.at("/analysis/0/body").isTextual());
    }

    @ParameterizedTest
    @MethodSource
    void whatIsSentIsValidOnceTheOlderFormIsAccepted(String name, Dialect dialect) throws Exception {
        var sent = VconSamples.json(name);
        assertTrue(Rewriting.rewrite(sent, dialect));
        var bytes = StrictJson.bytes(sent);

        assertNotEquals(List.of(), Validation.of(bytes));
        assertEquals(List.of(), OLDER.judge(bytes));

        ((ObjectNode) sent.at("/dialog/0")).put("sip_cseq", "INVITE 7");
        assertEquals(
                "/dialog/0/sip_cseq: is a string; must be integer",
                OLDER.judge(StrictJson.bytes(sent)).get(0).toString());
    }

    static Stream<Arguments> whatIsSentIsValidOnceTheOlderFormIsAccepted() {
        return VconSamples.NAMES.stream()
                .flatMap(name -> Stream.of(
                        argumentSet(name + ", older words", name, new Dialect(Words.DOCS, JsonBodies.VALUE)),
                        argumentSet(name + ", bodies as text", name, new Dialect(Words.DRAFT, JsonBodies.STRING)),
                        argumentSet(name + ", both", name, new Dialect(Words.DOCS, JsonBodies.STRING))));
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

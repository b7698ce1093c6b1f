package org.sipverify.vcon.record;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sipverify.formats.json.StrictJson;
import org.sipverify.testkit.Eventually;
import org.sipverify.testkit.VconAssertions;
import org.sipverify.vcon.Messages;
import org.sipverify.vcon.Seal;
import org.sipverify.vcon.StoredListener;
import org.sipverify.vcon.call.IncomingInvite;
import org.sipverify.vcon.call.Person;
import org.sipverify.vcon.call.PolicyDecision;
import org.sipverify.vcon.call.RecordedMessage;
import org.sipverify.vcon.call.RecordedMessage.Direction;
import org.sipverify.vcon.call.RecordedVerdict;
import org.sipverify.vcon.call.VerdictDetails;
import org.sipverify.vcon.record.Placement.Placed;
import org.sipverify.vcon.validate.ExternalFiles;
import org.sipverify.vcon.validate.Validation;

/** A secret in thousands of places, through the whole exporter: no file has it, and what is no secret is still there. */
class PasswordsTest {
    private static final int CALLS = 5_000;
    private static final int TOGETHER = 250;

    /** To check all of them would take a minute. */
    private static final int EACH = 20;

    @TempDir
    private Path directory;

    private final CountingMeter meter = new CountingMeter();
    private final List<String> needles = needles();

    @Tag("slow")
    @Test
    void noFileHasTheSecretWhereverItStood() throws Exception {
        var seed = Long.getLong("passwords.seed", 8L);
        var placement = new Placement(seed);
        Files.writeString(directory.resolve("key"), "k".repeat(32));
        var settings = "redacted { enabled = true, key-file = \"" + directory.resolve("key") + "\" }";
        var placed = new ArrayList<Placed>();
        try (var exporter =
                VconExporter.start(ExporterFiles.config(directory, settings), Seal.NONE, StoredListener.NONE, meter)) {
            for (var first = 0; first < CALLS; first += TOGETHER) {
                together(exporter, placement, placed, seed);
            }
            Eventually.isTrue(() -> exporter.pending() == 0);
        }

        assertEquals(List.of(), holding(directory), () -> "seed " + seed);
        assertEquals(0, meter.quarantined.get(), () -> "seed " + seed);
        var vcons = VconAssertions.files(directory).stream()
                .filter(file -> file.toString().endsWith(".vcon"))
                .sorted()
                .toList();
        assertEquals(2 * CALLS, vcons.size());
        var assertions = VconAssertions.of("PasswordsTest", Validation.with(ExternalFiles.NONE, List.of())::judge);
        for (var i = 0; i < vcons.size(); i += EACH) {
            assertions.isValid(Files.readString(vcons.get(i)));
        }
    }

    /** The journal is looked at while the calls last, before their vCons are made. */
    private void together(VconExporter exporter, Placement placement, List<Placed> all, long seed) throws IOException {
        var notes = new ArrayList<CallNotes>();
        for (var i = 0; i < TOGETHER; i++) {
            var placed = placement.next();
            var messages = new Messages("call-" + all.size());
            all.add(placed);
            notes.add(exporter.open(arrival(messages, placed)));
            exporter.message(response(messages, placed));
        }
        var begun = all.size();
        assertEquals(List.of(), holding(directory.resolve(".journal")), () -> "seed " + seed + ", calls to " + begun);
        for (var call : notes) {
            var uri = "sip:a:" + Placement.SECRET + "@h";
            call.answered(
                    new RecordedVerdict(
                            "valid",
                            "VALID",
                            new RecordedVerdict.Cause("", uri),
                            new RecordedVerdict.Proof("Brand " + uri, "+15551234567"),
                            new RecordedVerdict.Answer(uri, uri, "https://" + uri.substring(4)),
                            details(uri)),
                    new PolicyDecision("redirect", "on-valid", "", 302, uri));
            call.close();
        }
    }

    private static VerdictDetails details(String uri) {
        var json = StrictJson.newObject();
        json.putArray("claims").addObject().put("name", uri).put("x-api-key", Placement.SECRET);
        json.putArray("errors")
                .addObject()
                .put("message", "cannot fetch " + uri)
                .put(uri, "");
        return VerdictDetails.of(json.path("claims"), json.path("errors"), "");
    }

    static IncomingInvite arrival(Messages messages, Placed placed) {
        var invite = messages.invite("Identity: " + Messages.PASSPORT + "\n" + placed.lines(), placed.body());
        var text = new String(invite, UTF_8);
        if (!placed.requestUri().isEmpty()) {
            text = text.replace("INVITE sip:+14155551234@pbx.example ", "INVITE " + placed.requestUri() + " ");
        }
        if (!placed.contact().isEmpty()) {
            text = text.replace("<sip:caller@192.0.2.1:5060;transport=udp>", placed.contact());
        }
        assertTrue(placed.kind().equals("base64") || text.contains(Placement.SECRET), placed.toString());
        var usual = messages.arrival(text.getBytes(UTF_8));
        var callee = new Person(
                "+14155551234", placed.requestUri().isEmpty() ? usual.callee().sip() : placed.requestUri());
        return new IncomingInvite(usual.key(), usual.time(), usual.peer(), usual.caller(), callee, usual.invite());
    }

    /** It repeats what the request brought. */
    static RecordedMessage response(Messages messages, Placed placed) {
        var usual = messages.response(3, "302 Moved Temporarily");
        var lines = placed.lines().replace("\n", "\r\n");
        var text = new String(usual.bytes(), UTF_8);
        if (placed.body().isEmpty()) {
            text = text.replace("Content-Length", lines + "Content-Length");
        }
        return new RecordedMessage(Direction.SENT, usual.time(), text.getBytes(UTF_8));
    }

    private List<String> holding(Path where) throws IOException {
        var found = new ArrayList<String>();
        for (var file : VconAssertions.files(where)) {
            var text = ExporterFiles.read(file);
            for (var needle : needles) {
                var at = text.indexOf(needle);
                if (at >= 0) {
                    found.add(file + ": " + text.substring(Math.max(0, at - 200), Math.min(text.length(), at + 60)));
                }
            }
        }
        return found.subList(0, Math.min(3, found.size()));
    }

    /** As it is, and what base64 makes of it wherever it begins, without the characters that its neighbours share. */
    private static List<String> needles() {
        var needles = new ArrayList<>(List.of(Placement.SECRET));
        for (var before = 0; before < 3; before++) {
            var octets = ("a".repeat(before) + Placement.SECRET).getBytes(ISO_8859_1);
            for (var encoder : List.of(Base64.getEncoder(), Base64.getUrlEncoder())) {
                var text = encoder.withoutPadding().encodeToString(octets);
                needles.add(text.substring(before == 0 ? 0 : before + 1, text.length() - 1));
            }
        }
        return needles;
    }

    @Test
    void anOrdinaryCallKeepsAllItHas() throws Exception {
        var sdp =
                "v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\nc=IN IP4 192.0.2.1\r\nm=audio 4000 RTP/AVP 0\r\na=rtpmap:0 PCMU/8000\r\n";
        var lines =
                "Identity: " + Messages.PASSPORT + ";info=<https://witness.example:5631/oobi>;ppt=vvp\nP-VVP-Passport: "
                        + Messages.PASSPORT + "\nRoute: <sip:proxy.example:5060;lr>\nContent-Type: application/sdp\n";
        var messages = new Messages("6525fffa-f9ec-4eb5-a773-f81451a9ca5f@192.0.2.1");
        var invite = messages.invite(lines, sdp);
        try (var exporter =
                VconExporter.start(ExporterFiles.config(directory, ""), Seal.NONE, StoredListener.NONE, meter)) {
            exporter.open(messages.arrival(invite)).close();
        }

        var vcon = ExporterFiles.vcons(directory).get(0);
        assertEquals(new String(invite, UTF_8), vcon.at("/attachments/0/body").asText());
        assertEquals(
                "sip:caller@192.0.2.1:5060;transport=udp",
                vcon.at("/parties/0/sip_contact").asText());
        assertEquals("+15551234567", vcon.at("/parties/0/tel").asText());
        assertEquals(Messages.PASSPORT, vcon.at("/parties/0/stir").asText());
        assertEquals(
                "{\"headers\":[],\"sdp\":[]}",
                vcon.at("/analysis/0/body/removed").toString());
    }
}

package org.sipverify.vcon.record;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.security.MessageDigest;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.sipverify.formats.json.StrictJson;
import org.sipverify.vcon.Messages;
import org.sipverify.vcon.PseudonymKey;
import org.sipverify.vcon.Vcon;
import org.sipverify.vcon.call.IncomingInvite;
import org.sipverify.vcon.call.RecordedMessage;
import org.sipverify.vcon.call.RecordedVerdict;
import org.sipverify.vcon.call.Recording;
import org.sipverify.vcon.call.VerdictDetails;
import org.sipverify.vcon.content.ContentConfig;
import org.sipverify.vcon.content.Purpose;
import org.sipverify.vcon.content.VconContent;
import org.sipverify.vcon.journal.Entry;
import org.sipverify.vcon.privacy.Scrubber;

/**
 * The same call gives the same bytes, in the journal and as a vCon, whatever is done to make them with less work. What
 * a change is meant to alter shows in {@code typical-call.vcon}; the digest stands for a thousand odd calls.
 */
class GoldenTest {
    private static final UUID FIRST = new UUID(Messages.START.toEpochMilli() << 16 | 0x8000, 1L << 63 | 0x1234);
    private static final String DIGEST = "a64511ab37b0f15199739aee309abd57ee11b1a7c9659a42f9af8b6263a9ad75";

    private final VconContent content = new VconContent(
            new ContentConfig("sip.example", "Example", EnumSet.allOf(Purpose.class), Set.of("P-Asserted-Identity")));
    private final RedactedCopy redacted =
            new RedactedCopy(new PseudonymKey("k".repeat(32).getBytes(UTF_8)), "sip.example");

    @Test
    void aTypicalCallGivesTheSameVcon() throws Exception {
        var typical = new TypicalCall("6525fffa-f9ec-4eb5-a773-f81451a9ca5f@192.0.2.1", Messages.START);
        var journal = MessageDigest.getInstance("SHA-256");
        var call = call(journal, FIRST, typical.arrival(), typical.trying(), typical.redirect(), typical.ack());

        var vcon = Vcon.of(content.of(call)).bytes();

        assertEquals(golden(), new String(vcon, UTF_8));
    }

    private static String golden() throws IOException {
        try (var file = GoldenTest.class.getResourceAsStream("/typical-call.vcon")) {
            return file == null ? "" : new String(file.readAllBytes(), UTF_8).strip();
        }
    }

    @Test
    void aThousandOddCallsGiveTheSameBytes() throws Exception {
        var digest = MessageDigest.getInstance("SHA-256");
        var placement = new Placement(11);

        for (var i = 0; i < 1_000; i++) {
            var uuid = new UUID(FIRST.getMostSignificantBits() + i, FIRST.getLeastSignificantBits());
            var placed = placement.next();
            var messages = new Messages("call-" + i);
            var arrived = PasswordsTest.arrival(messages, placed);
            var answer = PasswordsTest.response(messages, placed);
            var call =
                    call(digest, uuid, arrived, messages.response(1, "100 Trying"), answer, messages.request(9, "ACK"));
            var full = Vcon.of(content.of(call));
            digest.update(full.bytes());
            digest.update(redacted.of(full).bytes());
            digest.update(StrictJson.bytes(content.bare(call)));
        }

        assertEquals(DIGEST, HexFormat.of().formatHex(digest.digest()));
    }

    /** What the recorder makes of it, with each entry of the journal. */
    private static Recording call(
            MessageDigest journal, UUID uuid, IncomingInvite arrived, RecordedMessage... messages) {
        var invite = Scrubber.scrub(
                new RecordedMessage(RecordedMessage.Direction.RECEIVED, arrived.time(), arrived.invite()));
        var arrival = Masking.arrival(arrived, invite.message().bytes());
        journal.update(Entry.open(uuid, arrival, invite.removed()));
        var call = new Recording(uuid, arrival, invite.removed());
        for (var message : messages) {
            var scrubbed = Scrubber.scrub(message);
            journal.update(Entry.message(uuid, scrubbed));
            call.add(scrubbed);
        }
        var verdict = Masking.verdict(verdict(arrived));
        journal.update(Entry.verdict(uuid, verdict));
        call.found(verdict);
        var decision = Masking.decision(Messages.REDIRECTED);
        journal.update(Entry.decided(uuid, decision));
        call.decided(decision);
        call.end(Messages.START.plusMillis(20));
        journal.update(Entry.end(call, Messages.START.plusMillis(20)));
        return call;
    }

    /** Words of the message itself, so that its secrets and odd characters come this way too. */
    private static RecordedVerdict verdict(IncomingInvite arrived) {
        var words = new String(arrived.invite(), UTF_8).split("\r\n", -1);
        var json = StrictJson.newObject();
        json.putArray("claims").addObject().put("name", words[words.length / 2]).put("x-api-key", "secret");
        json.putArray("errors").addObject().put("code", "X").put("message", words[0]);
        var details = VerdictDetails.of(json.path("claims"), json.path("errors"), "");
        return Messages.VALID.with(details);
    }
}

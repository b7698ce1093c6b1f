package org.sipverify.vcon.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.sipverify.vcon.Messages;
import org.sipverify.vcon.call.IncomingInvite;
import org.sipverify.vcon.call.SecretKind;

class EntryTest {
    private static final UUID CALL = new UUID(1, 2);

    @Test
    void aCallKeepsTheNameOfItsCaller() {
        var entry = Entry.open(CALL, arrival(), Set.of(SecretKind.API_KEY));

        assertEquals(
                "acme",
                Entry.read(ByteBuffer.wrap(entry)).begun().arrival().peer().caller());
    }

    /** Journals that were written before callers had names. */
    @Test
    void aCallWithoutTheNameOfItsCallerIsRead() {
        var entry = Entry.open(CALL, arrival(), Set.of(SecretKind.API_KEY));
        int name = Integer.BYTES + "acme".length();

        var opened = Entry.read(ByteBuffer.wrap(entry, 0, entry.length - name).slice())
                .begun();

        assertEquals("", opened.arrival().peer().caller());
        assertEquals("192.0.2.1:5060", opened.arrival().peer().address());
    }

    private static IncomingInvite arrival() {
        var messages = new Messages("call-1");
        return messages.arrival(messages.invite("", ""));
    }
}

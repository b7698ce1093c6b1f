package org.sipverify.vcon.record;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.sipverify.vcon.call.RecordedMessage;
import org.sipverify.vcon.call.RecordedMessage.Direction;
import org.sipverify.vcon.call.Recording;

/** A call that is not over, as the recorder sees it. */
final class OpenCall {
    private final Recording recording;
    private final long droppedBefore;
    private final Set<Integer> seen = new HashSet<>();
    private final Set<String> followed = new HashSet<>();
    private boolean journalled;

    OpenCall(Recording recording, boolean journalled, long droppedBefore) {
        this.recording = recording;
        this.journalled = journalled;
        this.droppedBefore = droppedBefore;
    }

    Recording recording() {
        return recording;
    }

    /** Messages that had been dropped, of any call, when this one began. */
    long droppedBefore() {
        return droppedBefore;
    }

    boolean isJournalled() {
        return journalled;
    }

    /** From now on the journal lacks something of this call. */
    void notJournalled() {
        journalled = false;
    }

    /** Call-IDs of its legs, once it is bridged. */
    Set<String> followed() {
        return followed;
    }

    /** Whether these bytes pass for the first time: a retransmission is the same, byte for byte. */
    boolean isNew(RecordedMessage message) {
        return seen.add(31 * Arrays.hashCode(message.bytes()) + (message.direction() == Direction.SENT ? 1 : 0));
    }
}

package org.sipverify.vcon.record;

import java.time.Instant;
import org.sipverify.vcon.call.CallKey;
import org.sipverify.vcon.call.PolicyDecision;
import org.sipverify.vcon.call.RecordedMessage;
import org.sipverify.vcon.call.RecordedVerdict;
import org.sipverify.vcon.call.Recording;
import org.sipverify.vcon.journal.Beginning;

/** Something about a call that waits for the recorder. */
sealed interface RecorderEvent {

    /** Bytes that it keeps in memory; only what can be large counts. */
    default int size() {
        return 0;
    }

    void handTo(Handler handler);

    /** Handles each event. */
    interface Handler {
        void opened(Opened event);

        void resumed(Resumed event);

        void followed(Followed event);

        void message(Message event);

        void answered(Answered event);

        void cancelled(Cancelled event);

        void ended(Ended event);
    }

    /** A call has begun, and its beginning is in the journal, or on its way there. */
    record Opened(Recording recording, Beginning beginning) implements RecorderEvent {
        @Override
        public int size() {
            return beginning.size();
        }

        @Override
        public void handTo(Handler handler) {
            handler.opened(this);
        }
    }

    /** A call of an earlier run continues; the journal has its beginning. */
    record Resumed(Recording recording) implements RecorderEvent {
        @Override
        public void handTo(Handler handler) {
            handler.resumed(this);
        }
    }

    /** Every message with this Call-ID belongs to the call. */
    record Followed(CallKey key, String callId) implements RecorderEvent {
        @Override
        public void handTo(Handler handler) {
            handler.followed(this);
        }
    }

    /** A message passed the network. */
    record Message(RecordedMessage message) implements RecorderEvent {
        @Override
        public int size() {
            return message.bytes().length;
        }

        @Override
        public void handTo(Handler handler) {
            handler.message(this);
        }
    }

    /** A call was redirected, rejected or bridged. */
    record Answered(CallKey key, RecordedVerdict verdict, PolicyDecision decision) implements RecorderEvent {
        @Override
        public int size() {
            return verdict.details().size();
        }

        @Override
        public void handTo(Handler handler) {
            handler.answered(this);
        }
    }

    /** The caller gave up before the answer. */
    record Cancelled(CallKey key, Instant when) implements RecorderEvent {
        @Override
        public void handTo(Handler handler) {
            handler.cancelled(this);
        }
    }

    /** A call is over. */
    record Ended(CallKey key, Instant when) implements RecorderEvent {
        @Override
        public void handTo(Handler handler) {
            handler.ended(this);
        }
    }
}

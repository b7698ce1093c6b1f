package org.sipverify.sip.admission;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.sipverify.sip.guard.MessageGuard;
import org.sipverify.sip.transport.SentBy;
import org.sipverify.sip.transport.Wire;

/**
 * Logs INVITEs that are rejected before they become a call, so that an operator who is asked about one finds it by its
 * Call-ID: at INFO one a minute of each source, with the number of those that were left out before it; the others at
 * DEBUG. A flood from many addresses cannot fill the log: of the sources that the operator did not name, a hundred a
 * minute have a line, and as many of the others.
 */
public final class RejectedInvites {
    private static final Logger LOG = LogManager.getLogger();
    private static final String INVITE = "INVITE";
    private static final int LONGEST_CALL_ID = 128;

    /** Gets each rejected INVITE, those that no line is about too. */
    @FunctionalInterface
    public interface Listener {
        /** Parameters as of {@link RejectedInvites#log}. */
        void rejected(Wire wire, Source source, byte[] message, int status, String reason);
    }

    private final Admission admission;
    private final Listener listener;
    private final Minutes named;
    private final Minutes unnamed;

    /** @param nanoTime a clock like {@link System#nanoTime} */
    public RejectedInvites(Admission admission, LongSupplier nanoTime, Listener listener) {
        this.admission = admission;
        this.listener = listener;
        this.named = new Minutes(nanoTime);
        this.unnamed = new Minutes(nanoTime);
    }

    /** As {@link #log}, without a line: the message is sound, and only there was no room for it. */
    public void note(Wire wire, Source source, byte[] message, int status, String reason) {
        if (isInvite(message)) {
            listener.rejected(wire, source, message, status, reason);
        }
    }

    /**
     * Logs a message, if it is an INVITE.
     *
     * @param status of the response; 0 when there is none
     * @param reason a fixed text of this program
     */
    public void log(Wire wire, Source source, byte[] message, int status, String reason) {
        if (!isInvite(message)) {
            return;
        }
        listener.rejected(wire, source, message, status, reason);
        int before = (admission.isAllowed(source) ? named : unnamed).leftOut(source);
        var level = before < 0 ? Level.DEBUG : Level.INFO;
        if (LOG.isEnabled(level)) {
            LOG.log(
                    level,
                    "INVITE rejected: status={}, reason={}, call_id={}, source={}{}",
                    status == 0 ? "none" : status,
                    reason,
                    MessageGuard.callId(message).map(RejectedInvites::shown).orElse("none"),
                    SentBy.of(wire.remote()),
                    before > 0 ? ", left_out=" + before : "");
        }
    }

    /** Empty lines may stand before a message (RFC 3261 section 7.5). */
    private static boolean isInvite(byte[] message) {
        int at = 0;
        while (at < message.length && (message[at] == '\r' || message[at] == '\n')) {
            at++;
        }
        for (int i = 0; i < INVITE.length(); i++) {
            if (at + i >= message.length || message[at + i] != INVITE.charAt(i)) {
                return false;
            }
        }
        int after = at + INVITE.length();
        return after < message.length && (message[after] == ' ' || message[after] == '\t');
    }

    /** What is not visible ASCII, or could be taken for the end of the value, is escaped. */
    private static String shown(String callId) {
        var text = new StringBuilder();
        for (int i = 0; i < callId.length() && i < LONGEST_CALL_ID; i++) {
            char c = callId.charAt(i);
            if (c > ' ' && c < 0x7f && c != ',' && c != '\\') {
                text.append(c);
            } else {
                text.append("\\x%02x".formatted((int) c));
            }
        }
        return text + (callId.length() > LONGEST_CALL_ID ? "..." : "");
    }

    /** The sources that have had their line in the last minute. Their table is the shared state. */
    private static final class Minutes {
        private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);
        private static final int MOST = 100;

        private final LongSupplier nanoTime;
        private final Map<Long, Minute> minutes = new HashMap<>();
        private int forgotten;

        /** Since when, and how many were left out from then on. */
        private record Minute(long start, int leftOut) {}

        Minutes(LongSupplier nanoTime) {
            this.nanoTime = nanoTime;
        }

        /** How many were left out before this one; negative when this one is left out itself. */
        synchronized int leftOut(Source source) {
            long now = nanoTime.getAsLong();
            long key = source.key();
            var minute = minutes.get(key);
            if (minute != null && now - minute.start < MINUTE) {
                minutes.put(key, new Minute(minute.start, minute.leftOut + 1));
                return -1;
            }
            if (minute == null && !hasRoom(now)) {
                forgotten++;
                return -1;
            }
            int before = forgotten + (minute == null ? 0 : minute.leftOut);
            forgotten = 0;
            minutes.put(key, new Minute(now, 0));
            return before;
        }

        private boolean hasRoom(long now) {
            if (minutes.size() >= MOST) {
                minutes.values().removeIf(minute -> {
                    boolean over = now - minute.start >= MINUTE;
                    forgotten += over ? minute.leftOut : 0;
                    return over;
                });
            }
            return minutes.size() < MOST;
        }
    }
}

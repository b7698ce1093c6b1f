package org.sipverify.sip.transfer;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sipverify.bridge.Content;
import org.sipverify.bridge.Content.Detail;
import org.sipverify.bridge.Leg;
import org.sipverify.bridge.LegEvent;
import org.sipverify.bridge.LegEvent.Asked;
import org.sipverify.bridge.LegEvent.Question;
import org.sipverify.bridge.LegEvent.Reply;
import org.sipverify.bridge.Status;

/**
 * Tells who sent a REFER what becomes of it, by one NOTIFY after the other (RFC 3515 section 2.4.4). When the transfer
 * has succeeded, the leg hangs up, but not before the last NOTIFY has its answer.
 */
final class Subscription implements LegEvent.Transfer.Report {
    private static final Status TRYING = new Status(100, "Trying");
    private static final Status TRANSFERRED = new Status(200, "Call Transferred");

    private final Leg leg;
    private final String event;
    private final Duration longest;
    private final boolean isSilent;
    private @Nullable Status waiting;
    private @Nullable Status last;
    private boolean isNotifying;

    /**
     * @param leg whose peer sent the REFER
     * @param event the value of Event
     * @param longest how long the transfer may take
     * @param isSilent whether no NOTIFY is wanted
     */
    Subscription(Leg leg, String event, Duration longest, boolean isSilent) {
        this.leg = leg;
        this.event = event;
        this.longest = longest;
        this.isSilent = isSilent;
    }

    /** The REFER is accepted. */
    void begin() {
        progress(TRYING);
    }

    @Override
    public void progress(Status status) {
        if (last == null) {
            waiting = status;
            next();
        }
    }

    @Override
    public void ended(Status status) {
        if (last == null) {
            last = status;
            waiting = status;
            next();
        }
    }

    /** What has been overtaken while a NOTIFY was under way is left out. */
    private void next() {
        if (isNotifying) {
            return;
        }
        var status = waiting;
        waiting = null;
        if (status != null && !isSilent) {
            isNotifying = true;
            leg.hear(new Asked("", Asked.Kind.NOTIFY, content(status), new Notified()));
        } else if (last != null && last.isSuccess()) {
            leg.hear(new LegEvent.HungUp(TRANSFERRED, Content.NONE));
        }
    }

    private Content content(Status status) {
        var state = last == null ? "active;expires=" + longest.toSeconds() : "terminated;reason=noresource";
        return new Content(
                List.of(
                        new Detail("Event", event),
                        new Detail("Subscription-State", state),
                        new Detail("Content-Type", "message/sipfrag;version=2.0")),
                ("SIP/2.0 " + status.code() + " " + status.text() + "\r\n").getBytes(UTF_8));
    }

    /** What the peer says to a NOTIFY makes no difference. */
    private final class Notified implements Question {
        @Override
        public void answer(Reply reply) {
            isNotifying = false;
            next();
        }

        @Override
        public void onCancel(Runnable action) {}
    }
}

package org.sipverify.bridge;

import java.util.function.Consumer;
import java.util.function.Function;
import org.sipverify.bridge.LegEvent.Answered;
import org.sipverify.bridge.LegEvent.Asked;
import org.sipverify.bridge.LegEvent.Confirmed;
import org.sipverify.bridge.LegEvent.Dialled;
import org.sipverify.bridge.LegEvent.HungUp;
import org.sipverify.bridge.LegEvent.Left;
import org.sipverify.bridge.LegEvent.Progress;
import org.sipverify.bridge.LegEvent.Refused;
import org.sipverify.bridge.LegEvent.Reply;

/**
 * A call of two legs. It passes on what one says to the other as long as that makes sense: until one has hung up or the
 * callee has refused, whichever is first. What crosses that on its way is dropped, and who asks then is told that the
 * call is gone; a leg that is told that the other has hung up ends its own side by itself, whatever it is in the middle
 * of.
 */
public final class Bridge {
    /** What happens to the call, for those who record it. */
    public interface Watcher {
        /** One way to the callee is tried, as in {@link LegEvent.Dialled}. */
        void dialled(String id, String target);

        /** The callee rings, or otherwise has not answered yet. */
        void progress(Status status);

        /** The callee has answered. */
        void answered();

        /** The answer has arrived at the caller, who has confirmed it. */
        void confirmed();

        /** The call has ended, though its legs may still have to say so. */
        void ended(End end);

        /** Both legs are gone: nothing of the call is left. */
        void over();
    }

    /** Who does something. */
    public enum Party {
        CALLER,
        CALLEE,
        /** The server itself, which is in between. */
        SERVER
    }

    /**
     * How a call ended.
     *
     * @param by who ended it
     * @param wasAnswered whether both ever spoke
     */
    public record End(Party by, boolean wasAnswered, Status why) {}

    private final Watcher watcher;
    private final Side caller;
    private final Side callee;
    private boolean isAnswered;
    private boolean hasEnded;

    private Bridge(
            Function<Consumer<LegEvent>, Leg> caller, Function<Consumer<LegEvent>, Leg> callee, Watcher watcher) {
        this.watcher = watcher;
        this.caller = new Side(Party.CALLER);
        this.callee = new Side(Party.CALLEE);
        this.caller.leg = caller.apply(event -> said(this.caller, this.callee, event));
        this.callee.leg = callee.apply(event -> said(this.callee, this.caller, event));
    }

    /**
     * Joins two legs.
     *
     * @param caller makes the caller's leg, which says what happens on its side to the consumer
     * @param callee the same for the callee's leg, which does nothing before it hears {@link LegEvent.Called}
     */
    public static Bridge between(
            Function<Consumer<LegEvent>, Leg> caller, Function<Consumer<LegEvent>, Leg> callee, Watcher watcher) {
        return new Bridge(caller, callee, watcher);
    }

    /** Calls the callee. */
    public void call(Content content) {
        callee.leg.hear(new LegEvent.Called(content));
    }

    /** Ends the call from outside: both legs hear it. */
    public void end(Status why) {
        if (!hasEnded) {
            end(new End(Party.SERVER, isAnswered, why));
            caller.leg.hear(isAnswered ? new HungUp(why, Content.NONE) : new Refused(why, Content.NONE));
            callee.leg.hear(new HungUp(why, Content.NONE));
        }
    }

    private void said(Side by, Side other, LegEvent event) {
        if (event instanceof Left) {
            left(by, other);
        } else if (event instanceof Dialled dialled) {
            watcher.dialled(dialled.id(), dialled.target());
        } else if (hasEnded) {
            tooLate(event);
        } else {
            note(by, event);
            other.leg.hear(event);
        }
    }

    private void note(Side by, LegEvent event) {
        if (event instanceof Progress progress) {
            watcher.progress(progress.status());
        } else if (event instanceof Answered) {
            isAnswered = true;
            watcher.answered();
        } else if (event instanceof Confirmed) {
            watcher.confirmed();
        } else if (event instanceof Refused refused) {
            end(new End(refused.isOwn() ? Party.SERVER : by.party, false, refused.status()));
        } else if (event instanceof HungUp hungUp) {
            end(new End(by.party, isAnswered, hungUp.why()));
        }
    }

    private void end(End how) {
        hasEnded = true;
        watcher.ended(how);
    }

    private static void tooLate(LegEvent event) {
        if (event instanceof Asked asked) {
            asked.question().answer(new Reply(Status.GONE, Content.NONE));
        }
    }

    private void left(Side by, Side other) {
        if (!by.hasLeft) {
            by.hasLeft = true;
            if (other.hasLeft) {
                watcher.over();
            }
        }
    }

    /** A leg and whether it has left. */
    private static final class Side {
        private final Party party;
        private Leg leg = event -> {};
        private boolean hasLeft;

        Side(Party party) {
            this.party = party;
        }
    }
}

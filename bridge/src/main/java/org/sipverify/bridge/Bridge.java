package org.sipverify.bridge;

import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.sipverify.bridge.LegEvent.Answered;
import org.sipverify.bridge.LegEvent.Asked;
import org.sipverify.bridge.LegEvent.Confirmed;
import org.sipverify.bridge.LegEvent.Dialled;
import org.sipverify.bridge.LegEvent.HungUp;
import org.sipverify.bridge.LegEvent.Left;
import org.sipverify.bridge.LegEvent.Progress;
import org.sipverify.bridge.LegEvent.Refused;
import org.sipverify.bridge.LegEvent.Reply;
import org.sipverify.bridge.LegEvent.Transfer;

/**
 * A call of two legs. It passes on what one says to the other as long as that makes sense: until one has hung up or the
 * callee has refused, whichever is first. What crosses that on its way is dropped, and who asks then is told that the
 * call is gone; a leg that is told that the other has hung up ends its own side by itself, whatever it is in the middle
 * of. A side may have its place taken by another leg: who then hangs up does not end the call, and if nothing comes of it,
 * nothing has happened.
 */
public final class Bridge {
    private final CallWatcher watcher;
    private Side caller = new Side(Party.CALLER);
    private Side callee = new Side(Party.CALLEE);
    private @Nullable TransferUnderWay transfer;
    private int legs;
    private boolean isAnswered;
    private boolean hasEnded;

    private Bridge(
            Function<Consumer<LegEvent>, Leg> caller, Function<Consumer<LegEvent>, Leg> callee, CallWatcher watcher) {
        this.watcher = watcher;
        begin(this.caller, caller);
        begin(this.callee, callee);
    }

    /**
     * Joins two legs.
     *
     * @param caller makes the caller's leg, which says what happens on its side to the consumer
     * @param callee the same for the callee's leg, which does nothing before it hears {@link LegEvent.Called}
     */
    public static Bridge between(
            Function<Consumer<LegEvent>, Leg> caller, Function<Consumer<LegEvent>, Leg> callee, CallWatcher watcher) {
        return new Bridge(caller, callee, watcher);
    }

    private void begin(Side side, Function<Consumer<LegEvent>, Leg> leg) {
        legs++;
        side.speaksBy(leg.apply(event -> said(side, event)));
    }

    /** Calls the callee. */
    public void call(Content content) {
        callee.hear(new LegEvent.Called(content));
    }

    /** Ends the call from outside: both legs hear it. */
    public void end(Status why) {
        if (!hasEnded) {
            end(new CallEnd(Party.SERVER, isAnswered, why));
            caller.hear(isAnswered ? new HungUp(why, Content.NONE) : new Refused(why, Content.NONE));
            callee.hear(new HungUp(why, Content.NONE));
        }
    }

    private void said(Side by, LegEvent event) {
        if (event instanceof Left) {
            left(by);
        } else if (event instanceof Dialled dialled) {
            watcher.dialled(dialled.id(), dialled.target());
        } else if (transfer != null && by == transfer.successor() && !hasEnded) {
            successorSaid(transfer, event);
        } else if (hasEnded || (by != caller && by != callee)) {
            tooLate(event);
        } else if (event instanceof Transfer asked) {
            transfer(by, asked);
        } else if (event instanceof HungUp && transfer != null && by == transfer.from()) {
            seat(transfer.successor());
        } else {
            note(by, event);
            opposite(by).hear(event);
        }
    }

    private Side opposite(Side side) {
        return side.party() == Party.CALLER ? callee : caller;
    }

    /** From now on this is the leg of its side. */
    private void seat(Side side) {
        if (side.party() == Party.CALLER) {
            caller = side;
        } else {
            callee = side;
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
            end(new CallEnd(refused.isOwn() ? Party.SERVER : by.party(), false, refused.status()));
        } else if (event instanceof HungUp hungUp) {
            end(new CallEnd(by.party(), isAnswered, hungUp.why()));
        }
    }

    private void transfer(Side by, Transfer asked) {
        if (transfer != null || !isAnswered) {
            asked.report().ended(Status.PENDING);
            return;
        }
        var successor = new Side(by.party());
        transfer = new TransferUnderWay(by, successor, asked.report());
        begin(successor, asked.successor());
        successor.hear(new LegEvent.Called(asked.content()));
    }

    private void successorSaid(TransferUnderWay now, LegEvent event) {
        if (event instanceof Progress progress) {
            now.report().progress(progress.status());
        } else if (event instanceof Answered) {
            transfer = null;
            seat(now.successor());
            watcher.transferred(now.successor().party());
            now.report().ended(Status.OK);
        } else if (event instanceof Refused refused) {
            failed(now, refused.status());
        } else {
            opposite(now.successor()).hear(event);
        }
    }

    /** The call goes on as it was, if the side that wanted its place taken is still there. */
    private void failed(TransferUnderWay now, Status why) {
        transfer = null;
        now.report().ended(why);
        if (now.successor() == caller || now.successor() == callee) {
            end(new CallEnd(now.successor().party(), isAnswered, why));
            opposite(now.successor()).hear(new HungUp(why, Content.NONE));
        }
    }

    private void end(CallEnd how) {
        hasEnded = true;
        watcher.ended(how);
        if (transfer != null) {
            transfer.giveUp(how.why());
        }
    }

    private static void tooLate(LegEvent event) {
        if (event instanceof Asked asked) {
            asked.question().answer(new Reply(Status.GONE, Content.NONE));
        }
    }

    private void left(Side by) {
        if (by.leaves() && --legs == 0) {
            watcher.over();
        }
    }
}

package org.sipverify.sip.leg;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.sipverify.bridge.Content;
import org.sipverify.bridge.Content.Detail;
import org.sipverify.bridge.Leg;
import org.sipverify.bridge.LegEvent;
import org.sipverify.bridge.LegEvent.Asked;
import org.sipverify.bridge.LegEvent.Called;
import org.sipverify.bridge.LegEvent.Confirmed;
import org.sipverify.bridge.LegEvent.HungUp;
import org.sipverify.bridge.LegEvent.Refused;
import org.sipverify.bridge.LegEvent.Reply;
import org.sipverify.bridge.Status;
import org.sipverify.sip.dialog.DialogMirror;
import org.sipverify.sip.targets.CallTargets;
import org.sipverify.sip.targets.TargetCall;
import org.sipverify.sip.targets.TargetTable;

/**
 * The leg of who is called: it tries one target after the other, each with a dialog of its own, until one answers or
 * refuses for good.
 */
public final class CalleeLeg implements Leg {
    private static final Status NOWHERE = new Status(502, "Bad Gateway");
    private static final Status BUSY = new Status(503, "Service Unavailable");

    private final LegParts parts;
    private final CallPlan plan;
    private final Consumer<LegEvent> bridge;
    private final DialogMirror mirror = new DialogMirror();
    private final List<Refused> refusals = new ArrayList<>();
    private Content called = Content.NONE;
    private final CallTargets targets;
    private @Nullable Attempt attempt;
    private int open;
    private boolean isAnswered;
    private boolean hasEnded;

    /** @param table knows which targets are down, and how many calls each has */
    public CalleeLeg(LegParts parts, CallPlan plan, TargetTable table, Consumer<LegEvent> bridge) {
        this.parts = parts;
        this.plan = plan;
        this.bridge = bridge;
        this.targets = new CallTargets(
                plan.targets(), plan.calling().requestUri(), plan.trying().redirects(), table);
    }

    /** Of the dialog with the target that has answered, for other calls. */
    public DialogMirror mirror() {
        return mirror;
    }

    @Override
    public void hear(LegEvent event) {
        if (event instanceof Called first) {
            called = first.content();
            if (!triesNext()) {
                refuse();
            }
        } else if (event instanceof HungUp hungUp) {
            end(hungUp);
        } else if (attempt == null) {
            if (event instanceof Asked asked) {
                asked.question().answer(new Reply(Status.GONE, Content.NONE));
            }
        } else if (event instanceof Asked asked) {
            attempt.ask(asked);
        } else if (event instanceof Confirmed confirmed) {
            attempt.confirm(confirmed.content());
        }
    }

    /** Whether there is one more target, which is tried then. */
    private boolean triesNext() {
        var target = targets.next();
        if (target == null) {
            return false;
        }
        var begun = new Attempt(parts, plan, target.uri(), mirror, new Talk(target));
        attempt = begun;
        open++;
        begun.start(called);
        return true;
    }

    /** That a target has enough calls is the server's own refusal, and says more than another failure of its class. */
    private void refuse() {
        hasEnded = true;
        if (targets.metFull()) {
            var later = new Detail("Retry-After", Integer.toString(targets.retryAfter()));
            refusals.add(0, new Refused(BUSY, new Content(List.of(later), new byte[0]), true));
        }
        bridge.accept(BestRefusal.of(refusals));
        leaveIfOver();
    }

    private void end(HungUp hungUp) {
        if (!hasEnded) {
            hasEnded = true;
            if (attempt != null) {
                attempt.end(hungUp.content());
            }
            leaveIfOver();
        }
    }

    private void leaveIfOver() {
        if (hasEnded && open == 0) {
            bridge.accept(new LegEvent.Left());
        }
    }

    /** What an attempt says. */
    private final class Talk implements Attempt.User {
        private final TargetCall target;

        Talk(TargetCall target) {
            this.target = target;
        }

        @Override
        public void says(Attempt from, LegEvent event) {
            if (from != attempt || (hasEnded && !(event instanceof Asked))) {
                return;
            }
            isAnswered |= event instanceof LegEvent.Answered;
            hasEnded |= event instanceof HungUp;
            bridge.accept(event);
        }

        @Override
        public void refused(Attempt from, Refused how, boolean isSilent) {
            if (from != attempt || hasEnded || isAnswered) {
                return;
            }
            boolean goesOn = isFollowed(how) || isFailure(how, isSilent);
            if (!goesOn || !triesNext()) {
                refuse();
            }
        }

        /** A redirect to nowhere new is a failure like others. */
        private boolean isFollowed(Refused how) {
            boolean redirects = how.status().code() < 400 && targets.follows();
            boolean isFollowed = redirects && targets.follow(how.content());
            if (!isFollowed) {
                refusals.add(redirects ? new Refused(NOWHERE, Content.NONE) : how);
            }
            return isFollowed;
        }

        private boolean isFailure(Refused how, boolean isSilent) {
            return isSilent || plan.trying().failOverOn().contains(how.status().code());
        }

        @Override
        public void isOver(Attempt which) {
            target.release();
            open--;
            leaveIfOver();
        }
    }
}

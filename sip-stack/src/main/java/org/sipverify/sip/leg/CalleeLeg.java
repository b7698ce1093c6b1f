package org.sipverify.sip.leg;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.sipverify.bridge.Content;
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

/**
 * The leg of who is called: it tries one target after the other, each with a dialog of its own, until one answers or
 * refuses for good.
 */
public final class CalleeLeg implements Leg {
    private static final Status NOWHERE = new Status(502, "Bad Gateway");

    private final LegParts parts;
    private final CallPlan plan;
    private final Consumer<LegEvent> bridge;
    private final DialogMirror mirror = new DialogMirror();
    private final List<Refused> refusals = new ArrayList<>();
    private Content called = Content.NONE;
    private final Targets targets;
    private @Nullable Attempt attempt;
    private int open;
    private boolean isAnswered;
    private boolean hasEnded;

    public CalleeLeg(LegParts parts, CallPlan plan, Consumer<LegEvent> bridge) {
        this.parts = parts;
        this.plan = plan;
        this.bridge = bridge;
        this.targets = new Targets(plan.targets(), plan.trying().redirects());
    }

    /** Of the dialog with the target that has answered, for other calls. */
    public DialogMirror mirror() {
        return mirror;
    }

    @Override
    public void hear(LegEvent event) {
        if (event instanceof Called first) {
            called = first.content();
            next();
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

    private void next() {
        var target = targets.next();
        if (target != null) {
            var begun = new Attempt(parts, plan, target, mirror, new Talk());
            attempt = begun;
            open++;
            begun.start(called);
        }
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
            if (isFollowed(how) || (isFailure(how, isSilent) && targets.hasNext())) {
                next();
            } else {
                hasEnded = true;
                bridge.accept(BestRefusal.of(refusals));
                leaveIfOver();
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
            open--;
            leaveIfOver();
        }
    }
}

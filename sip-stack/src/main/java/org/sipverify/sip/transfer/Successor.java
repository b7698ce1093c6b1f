package org.sipverify.sip.transfer;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.sipverify.bridge.Content;
import org.sipverify.bridge.Leg;
import org.sipverify.bridge.LegEvent;
import org.sipverify.bridge.LegEvent.Answered;
import org.sipverify.bridge.LegEvent.Asked;
import org.sipverify.bridge.LegEvent.Called;
import org.sipverify.bridge.LegEvent.Confirmed;
import org.sipverify.bridge.LegEvent.Dialled;
import org.sipverify.bridge.LegEvent.HungUp;
import org.sipverify.bridge.LegEvent.Left;
import org.sipverify.bridge.LegEvent.Progress;
import org.sipverify.bridge.LegEvent.Question;
import org.sipverify.bridge.LegEvent.Refused;
import org.sipverify.bridge.LegEvent.Reply;
import org.sipverify.bridge.Status;
import org.sipverify.sip.dialog.DialogMirror;
import org.sipverify.sip.leg.CallPlan;
import org.sipverify.sip.leg.CalleeLeg;
import org.sipverify.sip.leg.LegParts;
import org.sipverify.sip.leg.PassedFields;
import org.sipverify.sip.targets.TargetTable;

/**
 * The leg to which a call is transferred, by third party call control (RFC 3725 section 4.1): it is called without an
 * offer; the offer in its answer goes to the side that stays, in a re-INVITE, whose answer goes into the ACK. Until then
 * the call is as it was.
 */
final class Successor implements Leg {
    private static final int MOST_PROPOSALS = 5;
    private static final Status NO_OFFER = new Status(488, "Not Acceptable Here");
    private static final Status UNAVAILABLE = new Status(480, "Temporarily Unavailable");

    private final LegParts parts;
    private final CallPlan plan;
    private final boolean ownsCallId;
    private final Consumer<LegEvent> bridge;
    private final CalleeLeg callee;
    private @Nullable HungUp gone;
    private int proposals;
    private boolean isProposing;
    private boolean isInPlace;
    private boolean hasEnded;

    /** @param ownsCallId whether the dialog with the side that stays was begun by this server */
    Successor(LegParts parts, CallPlan plan, TargetTable targets, boolean ownsCallId, Consumer<LegEvent> bridge) {
        this.parts = parts;
        this.plan = plan;
        this.ownsCallId = ownsCallId;
        this.bridge = bridge;
        this.callee = new CalleeLeg(parts, plan, targets, this::said);
    }

    DialogMirror mirror() {
        return callee.mirror();
    }

    @Override
    public void hear(LegEvent event) {
        hasEnded |= event instanceof HungUp;
        if (isInPlace || event instanceof HungUp || event instanceof Called) {
            callee.hear(event);
        } else if (event instanceof Asked asked) {
            asked.question().answer(new Reply(Status.PENDING, Content.NONE));
        }
    }

    private void said(LegEvent event) {
        if (isInPlace || event instanceof Dialled || event instanceof Left || event instanceof Refused) {
            bridge.accept(event);
        } else if (event instanceof Progress progress) {
            progress.receipt().ifPresent(it -> it.confirm(Content.NONE, Question.NONE));
            bridge.accept(event);
        } else if (event instanceof Answered answered) {
            propose(answered);
        } else if (event instanceof Asked asked) {
            asked.question().answer(new Reply(Status.PENDING, Content.NONE));
        } else if (event instanceof HungUp hungUp) {
            gone = hungUp;
            if (!isProposing) {
                giveUp(UNAVAILABLE);
            }
        }
    }

    /** The offer of the callee goes to the side that stays. */
    private void propose(Answered answered) {
        var offer = PassedFields.describing(answered.content());
        if (hasEnded) {
            return;
        }
        if (offer.body().length == 0) {
            giveUp(NO_OFFER);
            return;
        }
        proposals++;
        isProposing = true;
        bridge.accept(new Asked(answered.end(), Asked.Kind.MODIFY, offer, new Proposal(answered)));
    }

    /** RFC 3261 section 14.1. */
    private Duration afterGlare() {
        var random = ThreadLocalRandom.current();
        return Duration.ofMillis(ownsCallId ? random.nextInt(2100, 4000) : random.nextInt(10, 2000));
    }

    private void giveUp(Status why) {
        hasEnded = true;
        callee.hear(new HungUp(why, Content.NONE));
        bridge.accept(new Refused(why, Content.NONE));
    }

    /** Both have what the other offers: now this is the leg of its side. */
    private void takePlace(Answered answered, Content answer) {
        isInPlace = true;
        bridge.accept(new Confirmed(Content.NONE));
        callee.hear(new Confirmed(PassedFields.describing(answer)));
        bridge.accept(answered);
        if (gone != null) {
            bridge.accept(gone);
        }
    }

    /** The offer, until the side that stays has answered it. */
    private final class Proposal implements Question {
        private final Answered answered;

        Proposal(Answered answered) {
            this.answered = answered;
        }

        @Override
        public void answer(Reply reply) {
            isProposing = false;
            if (hasEnded) {
                return;
            }
            if (reply.status().isSuccess()) {
                takePlace(answered, reply.content());
            } else if (gone != null) {
                giveUp(UNAVAILABLE);
            } else if (reply.status().code() == Status.PENDING.code() && proposals < MOST_PROPOSALS) {
                parts.timer().after(afterGlare(), plan.calling().callId(), () -> propose(answered));
            } else {
                giveUp(reply.status());
            }
        }

        @Override
        public void onCancel(Runnable action) {}
    }
}

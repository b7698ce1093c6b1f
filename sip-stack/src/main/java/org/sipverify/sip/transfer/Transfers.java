package org.sipverify.sip.transfer;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.sipverify.bridge.Content;
import org.sipverify.bridge.Content.Detail;
import org.sipverify.bridge.Leg;
import org.sipverify.bridge.LegEvent;
import org.sipverify.bridge.LegEvent.Asked;
import org.sipverify.bridge.LegEvent.Reply;
import org.sipverify.bridge.LegEvent.Transfer;
import org.sipverify.bridge.Party;
import org.sipverify.bridge.Status;
import org.sipverify.sip.Forwarding.Transferring;
import org.sipverify.sip.Headers;
import org.sipverify.sip.dialog.Dialog;
import org.sipverify.sip.dialog.DialogMirror;
import org.sipverify.sip.dialog.OptionTags;
import org.sipverify.sip.dialog.Routing;
import org.sipverify.sip.leg.CallPlan;
import org.sipverify.sip.leg.CalleeLeg;
import org.sipverify.sip.leg.CallerLeg;
import org.sipverify.sip.leg.LegParts;
import org.sipverify.sip.leg.PeerRequest;
import org.sipverify.sip.targets.TargetTable;

/** Makes the legs of one call, and takes the REFERs of their peers. In the lane of the call. */
public final class Transfers {
    private static final Status ACCEPTED = new Status(202, "Accepted");
    private static final Status BAD = new Status(400, "Missing or Bad Refer-To");
    private static final Status FORBIDDEN = new Status(403, "Forbidden");

    /** RFC 3515 section 2.4.2: the method is known, and not wanted. */
    private static final Status DECLINED = new Status(603, "Decline");

    private final LegParts parts;
    private final CallPlan plan;
    private final TargetTable targets;
    private final Transferring rule;
    private @Nullable Side caller;
    private @Nullable Side callee;
    private boolean isAnswered;
    private boolean isUnderWay;

    /**
     * For one call.
     *
     * @param plan how the callee is called
     * @param targets knows which of them are down
     */
    public Transfers(LegParts parts, CallPlan plan, TargetTable targets, Transferring rule) {
        this.parts = parts;
        this.plan = plan;
        this.targets = targets;
        this.rule = rule;
    }

    /** The leg of the caller. */
    public Leg caller(PeerRequest invite, Consumer<LegEvent> bridge) {
        var side = new Side(Party.CALLER, Presented.caller(plan), this, bridge);
        var leg = new CallerLeg(parts, invite, side::said);
        side.speaksBy(leg, leg.mirror());
        caller = side;
        return leg;
    }

    /** The leg of the callee, to be made after that of the caller. */
    public Leg callee(Consumer<LegEvent> bridge) {
        var side = new Side(Party.CALLEE, Presented.callee(plan), this, bridge);
        var leg = new CalleeLeg(parts, plan, targets, side::said);
        side.speaksBy(leg, leg.mirror());
        callee = side;
        DialogMirror.join(opposite(side).mirror(), leg.mirror());
        return leg;
    }

    private Side opposite(Side side) {
        return Objects.requireNonNull(side.party() == Party.CALLER ? callee : caller);
    }

    /** The callee has answered: from now on the call can be transferred. */
    void answered() {
        isAnswered = true;
    }

    /** The peer of that side has sent a REFER. */
    void referred(Side by, Asked asked, PeerRequest refer) {
        var to = ReferTo.of(asked.content());
        if (to.isEmpty()) {
            answer(asked, BAD, Content.NONE);
            return;
        }
        switch (rule.refer()) {
            case RELAY -> by.say(relayed(asked, to.get(), refer));
            case REJECT -> answer(asked, DECLINED, Content.NONE);
            case HANDLE -> carryOut(by, asked, to.get(), refer);
        }
    }

    private static void answer(Asked asked, Status status, Content content) {
        asked.question().answer(new Reply(status, content));
    }

    /** For the other side, which has to know the dialog on its own way to who is to be replaced. */
    private Asked relayed(Asked asked, ReferTo to, PeerRequest refer) {
        var content = to.replaces()
                .flatMap(it -> it.beyond(parts.table()))
                .map(dialog -> to.towards(dialog, asked.content()))
                .orElse(asked.content());
        return new Asked(
                asked.end(),
                asked.kind(),
                OptionTags.requires(refer.headers(), OptionTags.NO_REFER_SUBSCRIPTION)
                        ? content.and(new Detail("Require", OptionTags.NO_REFER_SUBSCRIPTION))
                        : content,
                asked.question());
    }

    private void carryOut(Side by, Asked asked, ReferTo to, PeerRequest refer) {
        if (by != caller && by != callee) {
            answer(asked, Status.GONE, Content.NONE); // it has been replaced, and only waits for its BYE
            return;
        }
        if (isUnderWay || !isAnswered) {
            answer(asked, Status.PENDING, Content.NONE);
            return;
        }
        var allowed = targets(by, to, refer);
        if (allowed.isEmpty()) {
            answer(asked, FORBIDDEN, Content.NONE);
            return;
        }
        isUnderWay = true;
        boolean isSilent = refer.headers().first("Refer-Sub").stream()
                .anyMatch(value -> value.strip().regionMatches(true, 0, "false", 0, 5));
        answer(asked, ACCEPTED, isSilent ? Content.NONE.and(new Detail("Refer-Sub", "false")) : Content.NONE);
        var next = opposite(by).presented().calling(allowed, routing(to), plan);
        var handover =
                new Handover(by, next, new Subscription(by.leg(), by.event(refer.cseq()), longest(next), isSilent));
        handover.begin(invited(to, refer.headers()));
    }

    private Duration longest(CallPlan next) {
        return next.trying()
                .ringTimeout()
                .multipliedBy(next.targets().size())
                .plus(parts.timing().timeout());
    }

    /** Where to call, in order; none if that is not allowed. What is replaced is a call that was allowed here before. */
    private List<String> targets(Side by, ReferTo to, PeerRequest refer) {
        var beyond = to.replaces().flatMap(it -> it.beyond(parts.table()));
        if (beyond.isPresent()) {
            boolean isThisCall = List.of(by, opposite(by)).stream()
                    .anyMatch(side -> side.mirror().shown().equals(beyond));
            return isThisCall ? List.of() : List.of(ReferTo.bare(beyond.get()));
        }
        return new TransferTargets(plan.targets(), rule.numbers())
                .of(to.uri(), refer.flow().sentBy());
    }

    /** The way to a peer that is replaced is that of its dialog. */
    private Optional<Routing> routing(ReferTo to) {
        return to.replaces().flatMap(it -> it.beyond(parts.table())).map(Dialog::routing);
    }

    /** What the new INVITE says of the transfer. */
    private Content invited(ReferTo to, Headers refer) {
        var content = Content.NONE;
        for (var by : refer.all("Referred-By")) {
            content = content.and(new Detail("Referred-By", by)); // RFC 3892
        }
        var replaced = to.replaces();
        if (replaced.isPresent()) {
            var value = replaced.get()
                    .beyond(parts.table())
                    .map(Replaces::of)
                    .orElse(replaced.get())
                    .value();
            content = content.and(new Detail(Replaces.NAME, value));
            content = to.requiresReplaces() ? content.and(new Detail("Require", OptionTags.REPLACES)) : content;
        }
        return content;
    }

    /** A transfer that is carried out. */
    private final class Handover implements Transfer.Report {
        private final Side by;
        private final CallPlan next;
        private final Subscription subscription;
        private @Nullable Side successor;

        Handover(Side by, CallPlan next, Subscription subscription) {
            this.by = by;
            this.next = next;
            this.subscription = subscription;
        }

        void begin(Content content) {
            subscription.begin();
            by.say(new Transfer(this::leg, content, this));
        }

        private Leg leg(Consumer<LegEvent> bridge) {
            var side = new Side(by.party(), Presented.callee(next), Transfers.this, bridge);
            var leg = new Successor(parts, next, targets, !(opposite(by).leg() instanceof CallerLeg), side::said);
            side.speaksBy(leg, leg.mirror());
            successor = side;
            return leg;
        }

        @Override
        public void progress(Status status) {
            subscription.progress(status);
        }

        @Override
        public void ended(Status status) {
            isUnderWay = false;
            var side = successor;
            if (status.isSuccess() && side != null) {
                DialogMirror.join(opposite(side).mirror(), side.mirror());
                if (side.party() == Party.CALLER) {
                    caller = side;
                } else {
                    callee = side;
                }
            }
            subscription.ended(status);
        }
    }
}

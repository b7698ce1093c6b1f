package org.sipverify.sip.leg;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;
import org.sipverify.bridge.Content;
import org.sipverify.bridge.LegEvent;
import org.sipverify.bridge.LegEvent.Asked;
import org.sipverify.bridge.LegEvent.Refused;
import org.sipverify.bridge.LegEvent.Reply;
import org.sipverify.bridge.Status;
import org.sipverify.formats.text.PlainText;
import org.sipverify.sip.Headers;
import org.sipverify.sip.client.Addresses;
import org.sipverify.sip.client.OutboundRequest;
import org.sipverify.sip.client.RequestFailure;
import org.sipverify.sip.client.Response;
import org.sipverify.sip.client.ResponseListener;
import org.sipverify.sip.client.SentRequest;
import org.sipverify.sip.dialog.Dialog;
import org.sipverify.sip.dialog.DialogMirror;
import org.sipverify.sip.dialog.Dialogs;
import org.sipverify.sip.digest.Credentials;
import org.sipverify.sip.dns.Target;
import org.sipverify.sip.session.SessionOffer;

/**
 * The INVITE to one target, with the dialogs that come of it: none, one, or several where the call is forked on its way.
 * The first that answers is the call; every other gets ACK and BYE.
 */
final class Attempt implements ResponseListener, LegTable.Receiver {
    /** Takes what happens here. */
    interface User {
        /** Of an attempt that is over. */
        User NONE = new User() {
            @Override
            public void says(Attempt from, LegEvent event) {}

            @Override
            public void refused(Attempt from, Refused how, boolean isSilent) {}

            @Override
            public void isOver(Attempt which) {}
        };

        void says(Attempt from, LegEvent event);

        /**
         * The INVITE has no 2xx, and will have none.
         *
         * @param isSilent whether it has no final response at all
         */
        void refused(Attempt from, Refused how, boolean isSilent);

        /** Nothing is left of it. */
        void isOver(Attempt which);
    }

    private static final Logger LOG = LogManager.getLogger();

    private final LegParts parts;
    private final CallPlan plan;
    private final String target;
    private DialogMirror mirror;
    private User user;
    private final String callId;
    private final String tag = LegParts.token();
    private final Map<String, InviteUsage> usages = new HashMap<>();
    private @Nullable OutboundRequest invite;
    private @Nullable SentRequest sent;
    private @Nullable Content cancelledWith;
    private @Nullable InviteUsage call;
    private boolean hasRaised;
    private boolean isAnswered;
    private boolean isOver;

    /** @param mirror shows the dialog that is the call */
    Attempt(LegParts parts, CallPlan plan, String target, DialogMirror mirror, User user) {
        this.parts = parts;
        this.plan = plan;
        this.target = target;
        this.mirror = mirror;
        this.user = user;
        this.callId = parts.callIdBeside(plan.calling().callId());
    }

    /** A target that cannot be asked, as what a caller dialled may make one, is one that has refused. */
    void start(Content content) {
        parts.table().put(callId, tag, this, mirror);
        user.says(this, new LegEvent.Dialled(callId, target));
        try {
            send(request(content));
        } catch (IllegalArgumentException unusable) {
            LOG.warn("{} cannot be called: {}", PlainText.onOneLine(target), unusable.getMessage());
            refused(FailureStatus.BAD_GATEWAY, Content.NONE, true);
        }
    }

    private OutboundRequest request(Content content) {
        var ids = new OutboundRequest.Ids(plan.calling().from() + ";tag=" + tag, "<" + target + ">", callId, 1);
        var headers = PassedFields.headers(content).overriddenBy(plan.headers()).with("Allow", InviteUsage.ALLOW);
        headers = SessionOffer.added(parts.sessions(), headers);
        var bare = plan.invite(target, ids);
        return bare.withContent(headers.and(bare.content().headers()), content.body())
                .withContact(parts.contact());
    }

    private void send(OutboundRequest request) {
        invite = request;
        var sending = parts.sender().send(request, plan.manner(credentials()), this);
        sent = sending;
        if (cancelledWith != null) {
            sending.cancel(PassedFields.headers(cancelledWith));
        }
    }

    private Credentials credentials() {
        return plan.credentials().of(Target.parse(target).host());
    }

    @Override
    public void provisional(Response response) {
        if (response.status() == 100 || isAnswered) {
            return;
        }
        var usage = dialog(response);
        if (usage != null) {
            usage.progressed(response).ifPresent(progress -> user.says(this, progress));
        } else {
            user.says(this, ReceivedProgress.plain(response.toTag().orElse(""), response));
        }
    }

    /** The usage of the dialog that the response belongs to, which it may begin. */
    private @Nullable InviteUsage dialog(Response response) {
        var end = response.toTag().orElse("");
        var known = usages.get(end);
        if (known != null || invite == null) {
            return known;
        }
        var dialog = Dialogs.of(invite, response);
        if (dialog.isEmpty()) {
            return null;
        }
        var begun = new InviteUsage(
                parts, new PeerDialog(parts, dialog.get(), response.flow(), credentials()), end, new Talk());
        usages.put(end, begun);
        return begun;
    }

    @Override
    public void answered(Response response) {
        if (response.isSuccess()) {
            accepted(response);
        } else if (!isRaised(response)) {
            var passed = response.status() < 400 ? PassedFields.OF_REDIRECT : PassedFields.USUAL;
            refused(
                    new Status(response.status(), response.reason()),
                    passed.of(response.headers(), response.body()),
                    false);
        }
    }

    /** The callee wants a longer session interval, and is asked again with it, once (RFC 4028 section 7.3). */
    private boolean isRaised(Response response) {
        var again = invite == null || cancelledWith != null || call != null || hasRaised || isOver
                ? Optional.<OutboundRequest>empty()
                : SessionOffer.raised(invite, response);
        hasRaised |= again.isPresent();
        again.ifPresent(this::send);
        return again.isPresent();
    }

    private void accepted(Response response) {
        var end = response.toTag().orElse("");
        var known = usages.get(end);
        if (known != null && known.isAnswered()) {
            known.answeredAgain();
            return;
        }
        var usage = dialog(response);
        var accepted = invite;
        var dialog = accepted == null ? Optional.<Dialog>empty() : Dialogs.of(accepted, response);
        if (usage == null || accepted == null || dialog.isEmpty()) {
            acknowledgeWithoutDialog(response);
            return;
        }
        usage.answered(dialog.get(), accepted.content(), response, sent == null ? Headers.NONE : sent.credentials());
        boolean isWanted = call == null && cancelledWith == null && !isOver;
        isAnswered = true;
        dropOthers();
        if (isWanted) {
            call = usage;
            mirror.shows(usage::dialog);
            user.says(this, new LegEvent.Answered(end, PassedFields.ofAnswer(response.headers(), response.body())));
        } else {
            usage.hangUp(cancelledWith == null ? Content.NONE : cancelledWith);
        }
    }

    /** A server that breaks the rules gets its ACK the way its answer came, and the call fails. */
    private void acknowledgeWithoutDialog(Response response) {
        if (invite != null) {
            parts.sender().acknowledge(invite.ackOf(response), Optional.of(response.flow()));
        }
        refused(FailureStatus.BAD_GATEWAY, Content.NONE, false);
    }

    private void dropOthers() {
        for (var usage : usages.values().toArray(InviteUsage[]::new)) {
            if (usage != call && !usage.isAnswered()) {
                usage.drop();
            }
        }
    }

    private void refused(Status status, Content content, boolean isSilent) {
        if (call == null && !isOver) {
            dropOthers();
            user.refused(this, new Refused(status, content), isSilent);
            overIfEmpty();
        }
    }

    @Override
    public void failed(RequestFailure why) {
        refused(FailureStatus.of(why.kind()), Content.NONE, true);
    }

    /** Requests of the peer are told apart by the tag of their From. */
    @Override
    public void received(PeerRequest request) {
        var from = request.headers().first("From").flatMap(Addresses::tag).orElse("");
        var usage = usages.get(from);
        if (usage != null) {
            usage.received(request);
        } else if (!request.method().equals("ACK")) {
            request.respond(481, "Call/Transaction Does Not Exist");
        }
    }

    void ask(Asked asked) {
        var asking = call != null ? call : usages.get(asked.end());
        if (asking == null) {
            asked.question().answer(new Reply(Status.GONE, Content.NONE));
        } else {
            asking.requests().ask(asked);
        }
    }

    void confirm(Content content) {
        if (call != null) {
            call.confirm(content);
        }
    }

    /** The call is not wanted any more: CANCEL or BYE, as far as it has come. */
    void end(Content content) {
        if (call != null) {
            call.hangUp(content);
        } else if (!isOver) {
            cancelledWith = content;
            if (sent != null) {
                sent.cancel(PassedFields.headers(content));
            }
        }
    }

    private void overIfEmpty() {
        if (usages.isEmpty() && !isOver) {
            isOver = true;
            parts.table().remove(callId, tag);
            user.isOver(this);
            release();
        }
    }

    /**
     * The transaction of the INVITE waits half a minute for answers of other forks, which get ACK and BYE. They need the
     * INVITE's place in its dialog, and nothing of the call: it would be copied by each collection until then.
     */
    private void release() {
        user = User.NONE;
        mirror = new DialogMirror();
        call = null;
        invite = invite == null ? null : invite.withoutContent();
    }

    /** What the dialogs say. */
    private final class Talk implements InviteUsage.User {
        @Override
        public void says(LegEvent event) {
            user.says(Attempt.this, event);
        }

        @Override
        public void isOver(InviteUsage usage) {
            usages.remove(usage.dialog().id().remoteTag(), usage);
            if (isAnswered) {
                overIfEmpty();
            }
        }
    }
}

package org.sipverify.sip.leg;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.sipverify.bridge.Content;
import org.sipverify.bridge.Leg;
import org.sipverify.bridge.LegEvent;
import org.sipverify.bridge.LegEvent.Answered;
import org.sipverify.bridge.LegEvent.Asked;
import org.sipverify.bridge.LegEvent.Confirmed;
import org.sipverify.bridge.LegEvent.HungUp;
import org.sipverify.bridge.LegEvent.Progress;
import org.sipverify.bridge.LegEvent.Question;
import org.sipverify.bridge.LegEvent.Receipt;
import org.sipverify.bridge.LegEvent.Refused;
import org.sipverify.bridge.LegEvent.Reply;
import org.sipverify.bridge.Status;
import org.sipverify.sip.Headers;
import org.sipverify.sip.dialog.Dialog;
import org.sipverify.sip.dialog.DialogMirror;
import org.sipverify.sip.dialog.Dialogs;
import org.sipverify.sip.dialog.OptionTags;
import org.sipverify.sip.digest.Credentials;

/**
 * The leg of who called: it answers the INVITE that this server received. Each end that rings on the other side is a
 * dialog of its own here too, with a tag of its own, as sessions cannot be mixed.
 */
public final class CallerLeg implements Leg {
    private static final Status TERMINATED = new Status(487, "Request Terminated");

    /** RFC 3262 section 3: the caller does not acknowledge what it is told. */
    private static final Status NOT_CONFIRMED = new Status(504, "Server Time-out");

    private final LegParts parts;
    private final PeerRequest invite;
    private final Consumer<LegEvent> bridge;
    private final DialogMirror mirror = new DialogMirror();
    private final Map<String, Early> early = new HashMap<>();
    private @Nullable InviteUsage usage;
    private @Nullable Answered deferred;
    private boolean isDecided;

    /** The early dialog of one end of the callee. */
    private record Early(InviteUsage usage, ReliableProgress progress) {}

    /** @param invite with a transaction that is not answered yet */
    public CallerLeg(LegParts parts, PeerRequest invite, Consumer<LegEvent> bridge) {
        this.parts = parts;
        this.invite = invite;
        this.bridge = bridge;
        invite.transaction().onCancel(this::cancelled);
    }

    /** Of its dialog, for other calls. */
    public DialogMirror mirror() {
        return mirror;
    }

    @Override
    public void hear(LegEvent event) {
        if (event instanceof Progress progress) {
            progress(progress);
        } else if (event instanceof Answered answered) {
            answer(answered);
        } else if (event instanceof Refused refused) {
            refuse(refused.isOwn() ? refused.status() : Outward.of(refused.status()), refused.content());
        } else if (event instanceof Confirmed confirmed) {
            present().confirm(confirmed.content());
        } else if (event instanceof Asked asked) {
            ask(asked);
        } else if (event instanceof HungUp hungUp) {
            if (usage != null) {
                usage.hangUp(hungUp.content());
            } else {
                refuse(unanswered(hungUp.why()), hungUp.content());
            }
        }
    }

    /** How an INVITE is refused whose callee has left: it may have answered, but the caller has not heard it. */
    private static Status unanswered(Status why) {
        return why.isSuccess() ? new Status(480, "Temporarily Unavailable") : Outward.of(why);
    }

    private void progress(Progress progress) {
        if (isDecided || deferred != null) {
            return;
        }
        var response = response(progress.end(), progress.status(), progress.content());
        var from = early.get(progress.end());
        if (from != null && isReliable(progress)) {
            from.usage().session().agreed(progress.content(), invite.body());
            from.progress().send(response, progress.receipt().orElse(unreliable(progress.end())));
        } else {
            invite.transaction().respond(response);
            progress.receipt().ifPresent(it -> it.confirm(Content.NONE, Question.NONE));
        }
    }

    private boolean isReliable(Progress progress) {
        return OptionTags.requires(invite.headers(), OptionTags.RELIABLE)
                || (progress.receipt().isPresent() && OptionTags.knows(invite.headers(), OptionTags.RELIABLE));
    }

    /** The callee does not ask for a PRACK; the session that one may hold is proposed to it all the same. */
    private Receipt unreliable(String end) {
        return (content, question) -> {
            if (content.body().length > 0) {
                bridge.accept(new Asked(end, Asked.Kind.UPDATE, content, question));
            }
        };
    }

    private void answer(Answered answered) {
        if (isDecided) {
            return;
        }
        var response = response(answered.end(), Status.OK, answered.content());
        var chosen = early.get(answered.end());
        if (chosen == null) {
            return; // refused: it has no usable Contact
        }
        if (chosen.progress().holdsSession()) {
            deferred = answered; // RFC 3262 section 3
            return;
        }
        isDecided = true;
        usage = chosen.usage();
        early.remove(answered.end());
        dropEarly();
        chosen.usage().answer(invite, response);
        mirror.shows(chosen.usage()::dialog);
    }

    /** A response that makes a dialog (RFC 3261 section 12.1.1). */
    private OwnResponse response(String end, Status status, Content content) {
        var headers = new Headers(invite.headers().fields().stream()
                .filter(field -> field.name().equalsIgnoreCase("Record-Route"))
                .toList());
        var made = early.get(end);
        if (made == null) {
            made = begin(end);
        }
        if (made == null) {
            return new OwnResponse(status, "", PassedFields.headers(content), content.body());
        }
        headers = headers.and(made.usage().fields()).and(PassedFields.headers(content));
        return new OwnResponse(status, made.usage().dialog().id().localTag(), headers, content.body());
    }

    private @Nullable Early begin(String end) {
        var dialog = Dialogs.of(invite.uri(), invite.headers(), invite.flow(), LegParts.token(), Dialog.State.EARLY);
        if (dialog.isEmpty()) {
            return null;
        }
        var begun = new InviteUsage(
                parts, new PeerDialog(parts, dialog.get(), invite.flow(), Credentials.NONE), end, new Talk());
        var way = new ReliableProgress(parts, invite, begun.dialog().id().callId(), new Waiting());
        begun.progressesBy(way);
        var made = new Early(begun, way);
        early.put(end, made);
        parts.table()
                .put(
                        begun.dialog().id().callId(),
                        begun.dialog().id().localTag(),
                        request -> received(begun, request),
                        mirror);
        return made;
    }

    /** A BYE within an early dialog ends the call before it is answered (RFC 3261 section 15). */
    private void received(InviteUsage to, PeerRequest request) {
        if (usage == null && request.method().equals("BYE")) {
            request.respond(200, "OK");
            invite.transaction().respond(new OwnResponse(TERMINATED, "", Headers.NONE, new byte[0]));
            cancelled(request.headers());
        } else {
            to.received(request);
        }
    }

    private void cancelled(Headers why) {
        if (!isDecided) {
            isDecided = true;
            dropEarly();
            bridge.accept(new HungUp(TERMINATED, PassedFields.USUAL.of(why, new byte[0])));
            bridge.accept(new LegEvent.Left());
        }
    }

    private void refuse(Status status, Content content) {
        if (!isDecided) {
            isDecided = true;
            dropEarly();
            invite.transaction().respond(new OwnResponse(status, "", PassedFields.headers(content), content.body()));
            bridge.accept(new LegEvent.Left());
        }
    }

    private void dropEarly() {
        var all = List.copyOf(early.values());
        early.clear();
        all.forEach(each -> each.usage().drop());
    }

    private InviteUsage present() {
        if (usage == null) {
            throw new IllegalStateException("nothing to confirm: the call is not answered");
        }
        return usage;
    }

    private void ask(Asked asked) {
        var ringing = early.get(asked.end());
        if (usage != null) {
            usage.requests().ask(asked);
        } else if (ringing != null) {
            ringing.usage().requests().ask(asked);
        } else {
            asked.question().answer(new Reply(Status.GONE, Content.NONE));
        }
    }

    /** What the reliable provisional responses have to wait for. */
    private final class Waiting implements ReliableProgress.User {
        @Override
        public void confirmed() {
            var answered = deferred;
            if (answered != null) {
                deferred = null;
                answer(answered);
            }
        }

        @Override
        public void notConfirmed() {
            if (!isDecided) {
                bridge.accept(new HungUp(NOT_CONFIRMED, Content.NONE));
                refuse(NOT_CONFIRMED, Content.NONE);
            }
        }
    }

    /** What the dialogs of this leg say. */
    private final class Talk implements InviteUsage.User {
        @Override
        public void says(LegEvent event) {
            bridge.accept(event);
        }

        @Override
        public void isOver(InviteUsage over) {
            parts.table().remove(over.dialog().id().callId(), over.dialog().id().localTag());
            if (over == usage) {
                bridge.accept(new LegEvent.Left());
            }
        }
    }
}

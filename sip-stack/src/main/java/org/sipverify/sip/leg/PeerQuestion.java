package org.sipverify.sip.leg;

import java.util.Set;
import org.sipverify.bridge.LegEvent.Asked;
import org.sipverify.bridge.LegEvent.Question;
import org.sipverify.bridge.LegEvent.Reply;
import org.sipverify.sip.Headers;

/** A request of the peer within a dialog, until the other leg has answered it, or it ends otherwise. */
public final class PeerQuestion implements Question {
    /** Methods whose bodies describe sessions. */
    static final Set<String> WITH_SESSION = Set.of("INVITE", "UPDATE", "PRACK");

    private final InviteUsage usage;
    private final PeerRequest request;
    private Runnable onCancel = () -> {};
    private boolean isAnswered;

    PeerQuestion(InviteUsage usage, PeerRequest request) {
        this.usage = usage;
        this.request = request;
    }

    /** The request itself. */
    public PeerRequest request() {
        return request;
    }

    /** For the other leg. */
    Asked asked() {
        var kind = Kinds.of(request.method()).orElseThrow();
        return new Asked(usage.end(), kind, PassedFields.USUAL.of(request.headers(), request.body()), this);
    }

    @Override
    public void onCancel(Runnable action) {
        onCancel = action;
    }

    /** The peer takes it back; it has its answer. */
    void cancel() {
        isAnswered = true;
        onCancel.run();
    }

    /** Answers it without the other leg, which is told that it is not wanted any more. */
    void end(int code, String reason) {
        if (!isAnswered) {
            request.respond(code, reason);
            cancel();
        }
    }

    @Override
    public void answer(Reply reply) {
        if (isAnswered) {
            return;
        }
        isAnswered = true;
        var content = reply.content();
        var headers = PassedFields.headers(content);
        if (!reply.status().isSuccess() || !WITH_SESSION.contains(request.method())) {
            boolean isReferred = reply.status().isSuccess() && request.method().equals("REFER");
            usage.closed(this);
            request.transaction()
                    .respond(response(reply, isReferred ? usage.fields().and(headers) : headers));
            return;
        }
        var accepted = response(reply, headers.and(usage.accepted(request, content)));
        usage.closed(this);
        if (request.method().equals("INVITE")) {
            usage.accept(request, accepted);
        } else {
            request.transaction().respond(accepted);
        }
    }

    private static OwnResponse response(Reply reply, Headers headers) {
        return new OwnResponse(
                Outward.of(reply.status()), "", headers, reply.content().body());
    }
}

package org.sipverify.sip.leg;

import org.sipverify.bridge.Content;
import org.sipverify.bridge.LegEvent.Asked;
import org.sipverify.bridge.LegEvent.Reply;
import org.sipverify.bridge.Status;
import org.sipverify.sip.client.RequestFailure;
import org.sipverify.sip.client.Response;
import org.sipverify.sip.client.ResponseListener;

/** A request to the peer within a dialog, on behalf of the other leg, which is told what the peer says. */
final class OwnQuestion implements ResponseListener {
    private static final Status NO_ANSWER = new Status(408, "Request Timeout");

    private final InviteUsage usage;
    private final Asked asked;
    private final String method;
    private boolean isAnswered;

    OwnQuestion(InviteUsage usage, Asked asked, String method) {
        this.usage = usage;
        this.asked = asked;
        this.method = method;
    }

    @Override
    public void answered(Response response) {
        if (isAnswered) {
            usage.answeredAgain(); // a 2xx to an INVITE, whose ACK was lost
            return;
        }
        isAnswered = true;
        var status = new Status(response.status(), response.reason());
        usage.peerAnswered(method, response);
        asked.question().answer(new Reply(status, PassedFields.USUAL.of(response.headers(), response.body())));
        if (response.status() == 481 || response.status() == 408) {
            usage.lost(status);
        }
    }

    @Override
    public void failed(RequestFailure why) {
        if (!isAnswered) {
            isAnswered = true;
            usage.peerIsSilent(method);
            asked.question().answer(new Reply(NO_ANSWER, Content.NONE));
            usage.lost(NO_ANSWER);
        }
    }
}

package org.sipverify.sip.leg;

import org.sipverify.bridge.Content;
import org.sipverify.bridge.LegEvent.Question;
import org.sipverify.bridge.LegEvent.Reply;
import org.sipverify.bridge.Status;
import org.sipverify.sip.client.RequestFailure;
import org.sipverify.sip.client.Response;
import org.sipverify.sip.client.ResponseListener;

/** A request to the peer within a dialog, on behalf of the other leg, which is told what the peer says. */
final class OwnQuestion implements ResponseListener {
    private static final Status NO_ANSWER = new Status(408, "Request Timeout");

    private final OwnRequests requests;
    private final Question question;
    private final String method;
    private final Content content;
    private boolean isAnswered;

    OwnQuestion(OwnRequests requests, Question question, String method, Content content) {
        this.requests = requests;
        this.question = question;
        this.method = method;
        this.content = content;
    }

    @Override
    public void answered(Response response) {
        if (isAnswered) {
            requests.answeredAgain(); // a 2xx to an INVITE, whose ACK was lost
            return;
        }
        isAnswered = true;
        var status = new Status(response.status(), response.reason());
        requests.answered(method, content, response);
        question.answer(new Reply(status, PassedFields.USUAL.of(response.headers(), response.body())));
        if (response.status() == 481 || response.status() == 408) {
            requests.forgotten(method, status);
        }
    }

    @Override
    public void failed(RequestFailure why) {
        if (!isAnswered) {
            isAnswered = true;
            requests.unanswered(method);
            question.answer(new Reply(NO_ANSWER, Content.NONE));
            requests.forgotten(method, NO_ANSWER);
        }
    }
}

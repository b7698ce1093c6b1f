package org.sipverify.sip.sips;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sipverify.formats.text.PlainText;
import org.sipverify.sip.client.Addresses;
import org.sipverify.sip.sips.ProbeDetails.Notification;
import org.sipverify.sip.sips.ProbeResult.Answer;

/**
 * Subscribes, waits for the first NOTIFY, and takes the subscription back.
 *
 * @param event the package
 */
record Subscribing(SipsEvent event) implements Script {
    private static final Duration REMOVAL = Duration.ofSeconds(3);
    private static final String SECONDS = "60";
    private static final int LONGEST_STATE = 200;

    @Override
    public void run(Talk talk, Findings findings, Deadline deadline) throws ProbeFailedException, InterruptedException {
        var to = talk.order().to().toString();
        var request = ProbeRequest.of("SUBSCRIBE", to, "<" + to + ">")
                .with("Contact", talk.contact())
                .with("Event", event.text())
                .with("Accept", event.accept());
        var heard = new Heard();
        var sent = talk.send(request.with("Expires", SECONDS), heard);
        var response = sent.await(deadline).orElseThrow(() -> Script.unanswered("SUBSCRIBE"));
        findings.answer = sent.answer(response);
        Script.requireNoChallenge(response, talk);
        if (!response.isSuccess()) {
            return;
        }
        while (heard.first == null && talk.awaitRequest(deadline, heard)) {
            findings.details = details(heard.first, Optional.empty());
        }
        var removal = remove(talk, request, response);
        findings.details = details(heard.first, removal);
        if (heard.first == null) {
            throw new ProbeFailedException(
                    ProbeError.TIMEOUT,
                    "the subscription was accepted, but no NOTIFY came over the connection in time: the server may have"
                            + " sent it elsewhere");
        }
    }

    private Optional<Answer> remove(Talk talk, ProbeRequest request, Incoming accepted)
            throws ProbeFailedException, InterruptedException {
        var uri = accepted.headers()
                .first("Contact")
                .map(Addresses::uri)
                .filter(it -> it.matches("(?i)sips?:[!-;=?-~]{1,500}"))
                .orElse(request.uri());
        var within = new ProbeRequest("SUBSCRIBE", uri, accepted.first("To"), request.headers(), request.body());
        var sent = talk.send(within.with("Expires", "0"), Talk.Listener.NONE);
        return sent.await(Deadline.in(REMOVAL)).map(sent::answer);
    }

    private Notification details(@Nullable Incoming notify, Optional<Answer> removal) {
        return notify == null
                ? new Notification("", List.of(), removal)
                : new Notification(
                        PlainText.cut(PlainText.onOneLine(notify.first("Subscription-State")), LONGEST_STATE),
                        event.read(notify.body()),
                        removal);
    }

    private static final class Heard implements Talk.Listener {
        private @Nullable Incoming first;

        @Override
        public void request(Incoming request) {
            if (first == null && request.method().equals("NOTIFY")) {
                first = request;
            }
        }
    }
}

package org.sipverify.sip.sips;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.sipverify.sip.Headers;
import org.sipverify.sip.client.Addresses;
import org.sipverify.sip.sips.ProbeDetails.Call;
import org.sipverify.sip.sips.ProbeResult.Answer;

/**
 * Places a call, lets it ring for a while, and ends it, whatever becomes of it.
 *
 * @param ring after which it is cancelled
 */
record Inviting(Duration ring) implements Script {
    /** To end it there is this much time, also when the probe's own is over. */
    private static final Duration ENDING = Duration.ofSeconds(5);

    private static final int MOST_PROVISIONAL = 50;

    @Override
    public void run(Talk talk, Findings findings, Deadline deadline) throws ProbeFailedException, InterruptedException {
        var heard = new Heard();
        var request = request(talk);
        var sent = talk.send(request, heard);
        var ending = Optional.<Answer>empty();
        try {
            var response = sent.await(deadline.orIn(ring));
            if (response.isEmpty()) {
                response = cancelled(sent, heard, deadline);
            }
            var last = response.orElseThrow(() -> Script.unanswered("INVITE"));
            findings.answer = sent.answer(last);
            if (last.isSuccess()) {
                findings.details = heard.details(response, ending);
                ending = hangUp(talk, request, sent, last);
            } else {
                sent.acknowledge(last);
                Script.requireNoChallenge(last, talk);
            }
            findings.details = heard.details(response, ending);
        } catch (ProbeFailedException e) {
            if (findings.answer == null) {
                findings.details = heard.details(Optional.empty(), ending);
            }
            throw e;
        }
    }

    /** Before a provisional response nothing can be cancelled (RFC 3261 section 9.1). */
    private static Optional<Incoming> cancelled(Talk.Sent sent, Heard heard, Deadline deadline)
            throws ProbeFailedException, InterruptedException {
        if (heard.provisional.isEmpty()) {
            var late = sent.awaitProvisional(deadline);
            if (late.isPresent()) {
                return late;
            }
        }
        if (heard.provisional.isEmpty()) {
            return Optional.empty();
        }
        sent.cancel();
        return sent.await(Deadline.in(ENDING));
    }

    private static ProbeRequest request(Talk talk) {
        var to = talk.order().to().toString();
        return ProbeRequest.of("INVITE", to, "<" + to + ">")
                .with("Contact", talk.contact())
                .with("Allow", "INVITE, ACK, CANCEL, BYE")
                .withBody("application/sdp", Sdp.offer(talk.localAddress()));
    }

    /** A call that is accepted gets its ACK and its BYE, along the route that the answer names. */
    private static Optional<Answer> hangUp(Talk talk, ProbeRequest invite, Talk.Sent sent, Incoming accepted)
            throws ProbeFailedException, InterruptedException {
        var contact = accepted.headers().all("Contact").stream()
                .flatMap(line -> Addresses.list(line).stream())
                .findFirst()
                .map(Addresses::uri)
                .filter(uri -> uri.matches("(?i)sips?:[!-;=?-~]{1,500}"))
                .orElse(invite.uri());
        var routes = new ArrayList<String>();
        accepted.headers().all("Record-Route").forEach(line -> routes.addAll(0, reversed(Addresses.list(line))));
        var fields = Headers.NONE;
        for (var route : routes) {
            fields = fields.with("Route", route);
        }
        var ack = new ProbeRequest("ACK", contact, accepted.first("To"), fields, new byte[0]);
        talk.acknowledge(ack, sent);
        var bye = talk.send(
                new ProbeRequest("BYE", contact, accepted.first("To"), fields, new byte[0]), Talk.Listener.NONE);
        return bye.await(Deadline.in(ENDING)).map(bye::answer);
    }

    private static List<String> reversed(List<String> list) {
        var copy = new ArrayList<>(list);
        Collections.reverse(copy);
        return copy;
    }

    /** The provisional responses. */
    private static final class Heard implements Talk.Listener {
        final List<Answer> provisional = new ArrayList<>();

        @Override
        public void provisional(Incoming response, long millis) {
            if (provisional.size() < MOST_PROVISIONAL) {
                provisional.add(Answer.of(response, millis));
            }
        }

        Call details(Optional<Incoming> last, Optional<Answer> ending) {
            var sdp = last.filter(response -> response.first("Content-Type")
                            .toLowerCase(Locale.ROOT)
                            .startsWith("application/sdp"))
                    .map(response -> Sdp.media(new String(response.body(), UTF_8)))
                    .orElse(List.of());
            return new Call(provisional, sdp, ending);
        }
    }
}

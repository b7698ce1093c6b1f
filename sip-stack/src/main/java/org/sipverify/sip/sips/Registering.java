package org.sipverify.sip.sips;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.sipverify.formats.text.PlainText;
import org.sipverify.sip.client.Addresses;
import org.sipverify.sip.sips.ProbeDetails.Registration;
import org.sipverify.sip.sips.ProbeDetails.Registration.Binding;
import org.sipverify.sip.sips.ProbeResult.Answer;

/**
 * Registers, and takes the registration back at once: one that stays would send somebody's calls here.
 *
 * @param keep whether it stays until it expires by itself
 * @param query whether only the bindings are asked for
 */
record Registering(boolean keep, boolean query) implements Script {
    private static final int SECONDS = 60;

    /** The longest that a registrar may ask for (RFC 3261 section 10.2.8). */
    private static final int MOST_SECONDS = 3600;

    /** To take it back there is this much time, also when the probe's own is over. */
    private static final Duration REMOVAL = Duration.ofSeconds(3);

    private static final int MOST_BINDINGS = 50;
    private static final int LONGEST_CONTACT = 300;
    private static final Pattern EXPIRES = Pattern.compile("(?i).*;\\s*expires\\s*=\\s*([0-9]{1,10}).*");

    @Override
    public void run(Talk talk, Findings findings, Deadline deadline) throws ProbeFailedException, InterruptedException {
        var request = ProbeRequest.of(
                "REGISTER", talk.order().to().domain(), "<" + talk.order().to() + ">");
        if (query) {
            var response = Script.ask(talk, request, findings, deadline);
            findings.details = new Registration(bindings(response), Optional.empty());
            return;
        }
        var response = register(talk, request, findings, deadline);
        findings.details = new Registration(bindings(response), Optional.empty());
        if (response.isSuccess() && !keep) {
            var removal = remove(talk, request);
            findings.details = new Registration(bindings(response), removal);
            if (!removal.map(Answer::isSuccess).orElse(false)) {
                throw stays(removal.isPresent() ? ProbeError.BAD_RESPONSE : ProbeError.TIMEOUT, "");
            }
        }
    }

    private static ProbeFailedException stays(ProbeError error, String why) {
        return new ProbeFailedException(
                error,
                "the server took the registration, but did not take it back" + why
                        + ": it ends by itself, at most an hour"
                        + " from now, and calls to this address may go astray until then");
    }

    /** A registrar to which this is too short says what is not (423). */
    private static Incoming register(Talk talk, ProbeRequest request, Findings findings, Deadline deadline)
            throws ProbeFailedException, InterruptedException {
        var bound = request.with("Contact", talk.contact());
        var response = Script.ask(talk, bound.with("Expires", Integer.toString(SECONDS)), findings, deadline);
        var least = response.first("Min-Expires");
        return response.status() == 423 && least.matches("[0-9]{1,4}") && Integer.parseInt(least) <= MOST_SECONDS
                ? Script.ask(talk, bound.with("Expires", least), findings, deadline)
                : response;
    }

    private static Optional<Answer> remove(Talk talk, ProbeRequest request)
            throws ProbeFailedException, InterruptedException {
        try {
            var end = request.with("Contact", talk.contact()).with("Expires", "0");
            var sent = talk.send(end, Talk.Listener.NONE);
            return sent.await(Deadline.in(REMOVAL)).map(sent::answer);
        } catch (ProbeFailedException e) {
            throw stays(e.error(), " (" + e.advice() + ")");
        }
    }

    private static List<Binding> bindings(Incoming response) {
        var found = new ArrayList<Binding>();
        for (var line : response.headers().all("Contact")) {
            for (var address : Addresses.list(line)) {
                var uri = Addresses.uri(address);
                var expires = EXPIRES.matcher(address.substring(address.indexOf(uri) + uri.length()));
                found.add(new Binding(
                        PlainText.cut(PlainText.onOneLine(uri), LONGEST_CONTACT),
                        expires.matches() ? Long.parseLong(expires.group(1)) : -1));
            }
        }
        return found.stream().limit(MOST_BINDINGS).toList();
    }
}

package org.sipverify.app.ops;

import static org.sipverify.app.ops.Meters.each;
import static org.sipverify.app.ops.Meters.label;

import io.micrometer.core.instrument.Counter;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.sipverify.sip.SipMeter;

/** What the SIP stack does, and what it and its transports turn away. */
final class SipMetrics implements SipMeter {
    /** What this server answers of its own accord, and by the policies that are shipped. */
    private static final Set<Integer> COMMON = Set.of(
            200, 302, 306, 307, 400, 403, 404, 405, 416, 420, 480, 481, 482, 483, 487, 500, 503, 505, 603, 607, 608);

    private final Meters meters;
    private final Map<String, Counter> requests;
    private final Map<Integer, Counter> responses;
    private final Map<Loss, Counter> losses;
    private final Map<Skip, Counter> skipped;
    private final Counter cancelled;
    private final Counter overloaded;
    private final Counter trimmed;
    private final Counter longFields;

    private record Skip(String target, Skipped why) {}

    SipMetrics(Meters meters) {
        this.meters = meters;
        this.requests =
                each(Stream.concat(METHODS.stream(), Stream.of(OTHER_METHOD)).toList(), this::requests);
        this.responses = each(COMMON, this::responses);
        this.losses = each(List.of(Loss.values()), this::losses);
        this.skipped = each(skips(OTHER_TARGET).toList(), this::skipped);
        this.cancelled = meters.counter("sipverify.calls.cancelled", "Calls given up before their answer");
        this.overloaded = meters.counter("sipverify.overload", "INVITEs refused because sip.max-calls were in hand");
        this.trimmed = meters.counter("sipverify.answers.trimmed", "Answers over UDP sent without P-VVP headers");
        this.longFields = meters.counter(
                "sipverify.answer.fields.left.out", "Header fields of answers longer than sip.max-answer-field");
    }

    /** From now on each of these targets has its counters, at 0. */
    void targets(List<String> watched) {
        watched.stream().flatMap(SipMetrics::skips).forEach(skip -> skipped.computeIfAbsent(skip, this::skipped));
    }

    private static Stream<Skip> skips(String target) {
        return Stream.of(Skipped.values()).map(why -> new Skip(target, why));
    }

    private Counter skipped(Skip labels) {
        return meters.counter(
                "sipverify.target.skipped",
                "Times that a bridged call passed a target over",
                "target",
                labels.target(),
                "reason",
                label(labels.why()));
    }

    private Counter requests(String method) {
        return meters.counter(
                "sipverify.sip.requests", "Requests without retransmissions of INVITE and ACK", "method", method);
    }

    private Counter responses(int status) {
        return meters.counter("sipverify.sip.responses", "Final responses", "code", Integer.toString(status));
    }

    private Counter losses(Loss why) {
        return switch (why.kind()) {
            case TRANSPORT ->
                meters.counter(
                        "sipverify.transport.errors",
                        "Messages and connections that the transports lost, closed or could not use",
                        "reason",
                        label(why));
            case ADMISSION ->
                meters.counter(
                        "sipverify.admission.refused",
                        "Messages and connections refused by sip.admission",
                        "reason",
                        label(why));
            case AMPLIFICATION ->
                meters.counter(
                        "sipverify.answers.limited",
                        "Answers over UDP cut or not sent because of sip.admission.no-amplification",
                        "reason",
                        label(why));
        };
    }

    @Override
    public void request(String method) {
        requests.computeIfAbsent(method, this::requests).increment();
    }

    @Override
    public void response(int status) {
        responses.computeIfAbsent(status, this::responses).increment();
    }

    @Override
    public void cancelled() {
        cancelled.increment();
    }

    @Override
    public void overloaded() {
        overloaded.increment();
    }

    @Override
    public void targetSkipped(String target, Skipped why) {
        skipped.computeIfAbsent(new Skip(target, why), this::skipped).increment();
    }

    @Override
    public void trimmed() {
        trimmed.increment();
    }

    @Override
    public void fieldLeftOut() {
        longFields.increment();
    }

    @Override
    public void lost(Loss why) {
        Objects.requireNonNull(losses.get(why)).increment();
    }
}

package org.sipverify.sip.stack;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.sipverify.sip.Answer;
import org.sipverify.sip.Headers;
import org.sipverify.sip.SipConfig;
import org.sipverify.sip.SipMeter;
import org.sipverify.sip.admission.Admission;
import org.sipverify.sip.admission.AmplificationGuard;
import org.sipverify.sip.admission.Source;
import org.sipverify.sip.guard.ResponseTemplate;
import org.sipverify.sip.leg.OwnResponse;
import org.sipverify.sip.transport.Transport;
import org.sipverify.sip.transport.Wire;

/** Writes responses, within their limits, and hands them to the network. A failure to send is logged, not thrown. */
final class ResponseSender {
    private static final Logger LOG = LogManager.getLogger();

    /** The largest payload of a datagram over IPv4 (RFC 768): 65,535 octets less the headers of IP and UDP. */
    private static final int LARGEST_DATAGRAM = 65_507;

    /** RFC 3261 section 21: the first status of a response that is not a success or a redirect. */
    private static final int FIRST_FAILURE = 400;

    private static final Answer SERVER_ERROR = Answer.serverError();

    /** The reason phrases of RFC 3261 section 21. */
    private static final Map<Integer, String> REASONS = Map.ofEntries(
            Map.entry(100, "Trying"),
            Map.entry(200, "OK"),
            Map.entry(400, "Bad Request"),
            Map.entry(405, "Method Not Allowed"),
            Map.entry(416, "Unsupported URI Scheme"),
            Map.entry(420, "Bad Extension"),
            Map.entry(480, "Temporarily Unavailable"),
            Map.entry(481, "Call/Transaction Does Not Exist"),
            Map.entry(482, "Loop Detected"),
            Map.entry(483, "Too Many Hops"),
            Map.entry(500, "Server Internal Error"),
            Map.entry(503, "Service Unavailable"));

    private final Admission admission;
    private final AmplificationGuard guard;
    private final SipMeter meter;
    private final int maxUdpAnswer;
    private final int maxField;
    private final byte[] secret = new byte[16];

    /** A response and its status, which may differ from the requested one. */
    @SuppressWarnings("ArrayRecordComponent") // it is never written to
    record Written(byte[] message, int status) {}

    ResponseSender(Admission admission, AmplificationGuard guard, SipMeter meter, SipConfig.Capacity capacity) {
        this.admission = admission;
        this.guard = guard;
        this.meter = meter;
        this.maxUdpAnswer = capacity.maxUdpAnswer();
        this.maxField = capacity.maxAnswerField();
        new SecureRandom().nextBytes(secret);
    }

    /** The tag of To in every response to this request, stateful or stateless. */
    String toTag(TransactionKey key) {
        return key.toTag(secret);
    }

    /** The answer as a SIP response; a 500 instead if it cannot be expressed, or is too large for the transport. */
    Written write(ResponseTemplate request, Answer answer, String toTag, Transport transport) {
        var response = bounded(request, answer, toTag);
        if (transport != Transport.UDP) {
            return response;
        }
        if (response.message().length > maxUdpAnswer
                && !answer.expendable().fields().isEmpty()) {
            meter.trimmed();
            response = bounded(request, answer.withoutExpendable(), toTag);
        }
        return response.message().length <= LARGEST_DATAGRAM ? response : tooLarge(request, answer, toTag);
    }

    private Written tooLarge(ResponseTemplate request, Answer answer, String toTag) {
        LOG.warn("answered 500, because a {} would not fit into a datagram: see the policy's headers", answer.status());
        return written(request, SERVER_ERROR, List.of(), toTag);
    }

    private Written bounded(ResponseTemplate request, Answer answer, String toTag) {
        var fields = new ArrayList<String>();
        for (var field : answer.headers().fields()) {
            if (octets(field.value()) <= maxField) {
                fields.add(line(field));
            } else {
                meter.fieldLeftOut();
                LOG.warn("left {} out of a response: its value is longer than sip.max-answer-field", field.name());
                if (field.name().equalsIgnoreCase("Contact")) {
                    return written(request, SERVER_ERROR, List.of(), toTag); // a redirect needs its destination
                }
            }
        }
        answer.expendable().fields().forEach(field -> fields.add(line(field)));
        return written(request, answer, fields, toTag);
    }

    private static String line(Headers.Header field) {
        return field.name() + ": " + field.value();
    }

    private static int octets(String text) {
        return text.getBytes(UTF_8).length;
    }

    private Written written(ResponseTemplate request, Answer answer, List<String> fields, String toTag) {
        var reason = octets(answer.reason()) <= maxField ? answer.reason() : "";
        return new Written(request.write(answer.status(), reason, toTag, fields), answer.status());
    }

    /**
     * The response of a leg; a 500 instead if it cannot be expressed.
     *
     * @param toTag for a response without a tag of its own
     */
    Written write(ResponseTemplate request, OwnResponse response, String toTag) {
        var fields = new ArrayList<String>(response.headers().fields().size());
        for (var field : response.headers().fields()) {
            fields.add(line(field));
        }
        var tag = response.toTag().isEmpty() ? toTag : response.toTag();
        var status = response.status();
        try {
            return new Written(
                    request.write(status.code(), status.text(), tag, fields, response.body()), status.code());
        } catch (IllegalArgumentException e) {
            LOG.error("cannot write a response: the peer gets 500", e);
            return written(request, SERVER_ERROR, List.of(), tag);
        }
    }

    /** 100 Trying, to which no tag belongs. */
    byte[] trying(ResponseTemplate request) {
        return request.write(100, reason(100), "", List.of());
    }

    /** Answers a request at once and keeps nothing of it (RFC 3261 section 8.2.7). */
    void reply(InboundRequest request, int status, Headers headers) {
        var fields = headers.fields().stream().map(ResponseSender::line).toList();
        var response = request.template().write(status, reason(status), toTag(request.key()), fields);
        send(request.replies(), response, request.room());
        meter.response(status);
    }

    /** A call's answer has been sent. */
    void counted(Written response) {
        meter.response(response.status());
    }

    /** A call's answer goes to that source next; what the source sends after it is already judged by it. */
    void answering(Written response, Source source) {
        if (response.status() < FIRST_FAILURE) {
            admission.answered(source);
        }
    }

    /** The reason phrase of a response that this server gives of its own accord. */
    static String reason(int status) {
        return REASONS.getOrDefault(status, "");
    }

    /**
     * Hands a response to the network, shrunk if necessary.
     *
     * @param room its largest size in octets
     * @return false when it was not sent
     */
    boolean send(Wire wire, byte[] response, int room) {
        var fitting = guard.fit(response, room);
        try {
            if (fitting.isPresent()) {
                wire.send(fitting.get());
            }
            return fitting.isPresent();
        } catch (IOException e) {
            LOG.debug("could not send a response: {}", e.toString());
            return false;
        }
    }
}

package org.sipverify.app.sips;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.sipverify.formats.json.StrictJson;
import org.sipverify.sip.Headers;
import org.sipverify.sip.sips.ProbeDetails;
import org.sipverify.sip.sips.ProbeDetails.Cases;
import org.sipverify.sip.sips.ProbeResult;
import org.sipverify.sip.sips.ProbeResult.Answer;
import org.sipverify.sip.tls.TlsReport;

/**
 * What a probe found out, as JSON.
 *
 * @param now for the days that certificates have left
 */
public record ProbeJson(String host, int port, Instant now) {
    /** The whole answer. */
    public ObjectNode of(ProbeResult result) {
        var json = StrictJson.newObject();
        json.put("success", result.isSuccess()).put("host", host).put("port", port);
        result.problem()
                .ifPresent(problem -> json.put("error", problem.error().text()).put("advice", problem.advice()));
        result.answer().ifPresent(answer -> {
            json.put("statusCode", answer.status()).put("statusText", answer.reason());
            headers(json.putObject("headers"), answer.headers());
        });
        json.put("callId", result.callId());
        result.answer().ifPresent(answer -> json.put("rtt", answer.millis()));
        if (result.proof().challenges() > 0) {
            authentication(json.putObject("authentication"), result.proof());
        }
        result.details()
                .match(new Cases<>(
                        none -> json,
                        it -> registration(json, it),
                        it -> call(json, it),
                        it -> notification(json, it)));
        result.tls().ifPresent(tls -> tls(json.putObject("tls"), tls));
        return json;
    }

    /** Several fields of one name are one value with commas (RFC 3261 section 7.3.1). */
    private static void headers(ObjectNode json, Headers headers) {
        var all = new TreeMap<String, List<String>>(String.CASE_INSENSITIVE_ORDER);
        for (var field : headers.fields()) {
            all.computeIfAbsent(field.name(), name -> new ArrayList<>()).add(field.value());
        }
        all.forEach((name, values) -> json.put(name, String.join(", ", values)));
    }

    private static void authentication(ObjectNode json, ProbeResult.Authentication proof) {
        json.put("challenges", proof.challenges());
        var answered = json.putArray("answered");
        for (var one : proof.proofs()) {
            answered.addObject()
                    .put("scheme", "Digest")
                    .put("realm", one.realm())
                    .put("algorithm", one.algorithm())
                    .put("qop", one.qop())
                    .put("proxy", one.proxy())
                    .put("weak", one.weak());
        }
    }

    private static ObjectNode registration(ObjectNode json, ProbeDetails.Registration registration) {
        var bindings = json.putArray("bindings");
        for (var one : registration.bindings()) {
            var binding = bindings.addObject().put("contact", one.contact());
            if (one.expires() >= 0) {
                binding.put("expires", one.expires());
            }
        }
        registration.removal().ifPresent(removal -> answer(json.putObject("unregister"), removal));
        return json;
    }

    private static ObjectNode call(ObjectNode json, ProbeDetails.Call call) {
        var provisional = json.putArray("provisional");
        call.provisional().forEach(one -> answer(provisional.addObject(), one));
        var media = json.putArray("media");
        for (var one : call.media()) {
            var line = media.addObject();
            line.put("type", one.type()).put("port", one.port()).put("protocol", one.protocol());
            texts(line.putArray("formats"), one.formats());
            line.put("direction", one.direction());
        }
        call.ending().ifPresent(ending -> answer(json.putObject("ending"), ending));
        return json;
    }

    private static ObjectNode notification(ObjectNode json, ProbeDetails.Notification notification) {
        if (!notification.state().isEmpty()) {
            var notify = json.putObject("notify").put("state", notification.state());
            var fields = notify.putObject("fields");
            notification.fields().forEach(field -> fields.put(field.name(), field.value()));
        }
        notification.removal().ifPresent(removal -> answer(json.putObject("unsubscribe"), removal));
        return json;
    }

    private static void answer(ObjectNode json, Answer answer) {
        json.put("statusCode", answer.status())
                .put("statusText", answer.reason())
                .put("rtt", answer.millis());
    }

    private void tls(ObjectNode json, TlsReport tls) {
        if (!tls.version().isEmpty()) {
            json.put("version", tls.version()).put("cipherSuite", tls.cipherSuite());
        }
        var chain = json.putArray("chain");
        for (var one : tls.chain()) {
            var certificate = chain.addObject().put("subject", one.subject());
            texts(certificate.putArray("sans"), one.names());
            certificate
                    .put("issuer", one.issuer())
                    .put("expires", one.notAfter().toString());
            certificate.put("daysLeft", Duration.between(now, one.notAfter()).toDays());
        }
    }

    private static void texts(ArrayNode array, List<String> texts) {
        texts.forEach(array::add);
    }
}

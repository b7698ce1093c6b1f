package org.sipverify.verifier.http;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.format.DateTimeFormatter;
import org.sipverify.verifier.CallContext;
import org.sipverify.verifier.config.VerifierConfig;
import org.sipverify.verifier.credentials.Credentials;
import org.sipverify.verifier.text.StrictJson;

/** The question as it goes over the wire. */
final class VerifyRequest {
    private final VerifierConfig.Http config;

    VerifyRequest(VerifierConfig.Http config) {
        this.config = config;
    }

    HttpRequest of(Credentials credentials, CallContext call) {
        var request = HttpRequest.newBuilder(config.endpoint())
                .header("Content-Type", "application/json")
                .header("Accept", "application/json")
                .header("VVP-Identity", credentials.vvpIdentity())
                .POST(BodyPublishers.ofByteArray(body(credentials, call)));
        if (!config.apiKey().value().isEmpty()) {
            request.header("Authorization", "Bearer " + config.apiKey().value());
        }
        return request.build();
    }

    /** The INVITE's own Call-ID and CSeq, never those a token claims. */
    private byte[] body(Credentials credentials, CallContext call) {
        var receivedAt = DateTimeFormatter.ISO_INSTANT.format(call.receivedAt());
        var body = StrictJson.newObject()
                .put("passport_jwt", credentials.passport().text());
        var context = body.putObject("context").put("call_id", call.callId()).put("received_at", receivedAt);
        context.putObject("sip")
                .put("from_uri", call.fromUri())
                .put("to_uri", call.toUri())
                .put("invite_time", receivedAt)
                .put("cseq", call.cseq());
        if (isForCallee(config.endpoint())) {
            body.putNull("caller_passport_jwt");
        }
        return StrictJson.bytes(body);
    }

    private static boolean isForCallee(URI endpoint) {
        return endpoint.getPath().endsWith("/verify-callee");
    }
}

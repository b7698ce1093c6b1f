package org.sipverify.verifier.http;

import java.net.URI;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.Method;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.apache.hc.core5.http.message.BasicHeader;
import org.sipverify.formats.json.StrictJson;
import org.sipverify.verifier.CallContext;
import org.sipverify.verifier.config.VerifierConfig;
import org.sipverify.verifier.credentials.Credentials;

/** The request to the verifier. */
final class VerifyRequest {
    private final URI endpoint;
    private final List<Header> headers;

    VerifyRequest(VerifierConfig.Http config) {
        this.endpoint = config.endpoint();
        this.headers = headers(config);
    }

    BasicClassicHttpRequest of(Credentials credentials, CallContext call) {
        var body = body(credentials, call);
        var request = new BasicClassicHttpRequest(Method.POST, endpoint);
        headers.forEach(request::addHeader);
        request.addHeader("VVP-Identity", credentials.vvpIdentity());
        request.addHeader(HttpHeaders.CONTENT_LENGTH, body.length);
        request.setEntity(new ByteArrayEntity(body, ContentType.APPLICATION_JSON));
        return request;
    }

    private static List<Header> headers(VerifierConfig.Http config) {
        var headers = new ArrayList<Header>();
        headers.add(new BasicHeader(HttpHeaders.HOST, config.endpoint().getRawAuthority()));
        headers.add(new BasicHeader(HttpHeaders.CONTENT_TYPE, "application/json"));
        headers.add(new BasicHeader(HttpHeaders.ACCEPT, "application/json"));
        var key = config.apiKey().value();
        if (key.isPresent()) {
            headers.add(new BasicHeader(HttpHeaders.AUTHORIZATION, "Bearer " + key.value()));
        }
        return List.copyOf(headers);
    }

    /** The INVITE's own Call-ID and CSeq, never those that a token claims. */
    private byte[] body(Credentials credentials, CallContext call) {
        var receivedAt = DateTimeFormatter.ISO_INSTANT.format(call.receivedAt());
        var body = StrictJson.newObject()
                .put("passport_jwt", credentials.passport().text());
        var context = body.putObject("context").put("call_id", call.callId()).put("received_at", receivedAt);
        context.putObject("sip")
                .put("from_uri", call.caller().uri())
                .put("to_uri", call.callee().uri())
                .put("invite_time", receivedAt)
                .put("cseq", call.cseq());
        if (isForCallee(endpoint)) {
            body.putNull("caller_passport_jwt");
        }
        return StrictJson.bytes(body);
    }

    private static boolean isForCallee(URI endpoint) {
        return endpoint.getPath().endsWith("/verify-callee");
    }
}

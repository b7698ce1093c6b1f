package org.sipverify.vcon.read;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Optional;

/**
 * One message of a trace.
 *
 * @param sent by the server that kept the trace
 * @param party index of the sender; -1 when that is not said
 * @param method of a request; empty for a response
 * @param status of a response; 0 for a request
 * @param identity equal for a message and what is sent again of it
 */
public record Message(
        Optional<Instant> time,
        boolean sent,
        int party,
        String method,
        int status,
        String statusText,
        String cseqMethod,
        boolean withSdp,
        String identity) {

    static Message of(JsonNode message) {
        var headers = message.path("headers");
        var cseq = header(headers, "CSeq");
        return new Message(
                Times.of(message.path("timestamp")),
                message.path("direction").asText("").equals("sent"),
                message.path("party").asInt(-1),
                message.path("method").asText(""),
                message.path("status_code").asInt(0),
                message.path("status_text").asText(""),
                cseq.substring(cseq.lastIndexOf(' ') + 1),
                header(headers, "Content-Type")
                        .toLowerCase(java.util.Locale.ROOT)
                        .startsWith("application/sdp"),
                identity(message, headers, cseq));
    }

    private static String header(JsonNode headers, String name) {
        var value = headers.path(name);
        return value.isArray() ? value.path(0).asText("") : value.asText("");
    }

    /** RFC 3261, 17.1.3: branch and CSeq name a request's transaction; a 2xx has no branch of its own but its tags. */
    private static String identity(JsonNode message, JsonNode headers, String cseq) {
        return String.join(
                "\n",
                message.path("direction").asText(""),
                message.path("method").asText(""),
                message.path("status_code").asText(""),
                cseq,
                header(headers, "Via"),
                header(headers, "From"),
                header(headers, "To"),
                message.path("body").asText(""));
    }

    /** INVITE, 180 Ringing, 200 OK (BYE): a response says what it answers unless that is the INVITE. */
    public String label() {
        if (status == 0) {
            return method;
        }
        var answered = cseqMethod.isEmpty() || cseqMethod.equals("INVITE") ? "" : " (" + cseqMethod + ")";
        return (status + " " + statusText).strip() + answered;
    }

    /** A record that is not a message: some writers leave one where messages were dropped. */
    public boolean isGap() {
        return status == 0 && method.isEmpty();
    }
}

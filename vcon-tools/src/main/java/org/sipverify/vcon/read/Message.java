package org.sipverify.vcon.read;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Optional;

/**
 * One message of a trace.
 *
 * @param json as the trace has it
 * @param sent by the server that kept the trace
 * @param party index of the sender; -1 when that is not said
 */
public record Message(JsonNode json, Optional<Instant> time, boolean sent, int party) {

    static Message of(JsonNode message) {
        return new Message(
                message,
                Times.of(message.path("timestamp")),
                message.path("direction").asText("").equals("sent"),
                message.path("party").asInt(-1));
    }

    /** Of a request; empty for a response. */
    public String method() {
        return json.path("method").asText("");
    }

    /** Of a response; 0 for a request. */
    public int status() {
        return json.path("status_code").asInt(0);
    }

    /** Of a response; empty for a request. */
    public String statusText() {
        return json.path("status_text").asText("");
    }

    /** The header fields that the trace shows, by name: a text each, or several. */
    public JsonNode headers() {
        return json.path("headers");
    }

    /** Whether it carries a session description. */
    public boolean withSdp() {
        return header("Content-Type").toLowerCase(java.util.Locale.ROOT).startsWith("application/sdp");
    }

    /** The first field of that name; empty when there is none. */
    public String header(String name) {
        var value = headers().path(name);
        return value.isArray() ? value.path(0).asText("") : value.asText("");
    }

    /**
     * Equal for a message and what is sent again of it. RFC 3261, 17.1.3: branch and CSeq name a request's transaction; a
     * 2xx has no branch of its own but its tags.
     */
    public String identity() {
        return String.join(
                "\n",
                json.path("direction").asText(""),
                json.path("method").asText(""),
                json.path("status_code").asText(""),
                header("CSeq"),
                header("Via"),
                header("From"),
                header("To"),
                json.path("body").asText(""));
    }

    /** INVITE, 180 Ringing, 200 OK (BYE): a response says what it answers unless that is the INVITE. */
    public String label() {
        if (status() == 0) {
            return method();
        }
        var cseq = header("CSeq");
        var answered = cseq.substring(cseq.lastIndexOf(' ') + 1);
        var suffix = answered.isEmpty() || answered.equals("INVITE") ? "" : " (" + answered + ")";
        return (status() + " " + statusText()).strip() + suffix;
    }

    /** A record that is not a message: some writers leave one where messages were dropped. */
    public boolean isGap() {
        return status() == 0 && method().isEmpty();
    }
}

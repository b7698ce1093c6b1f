package org.sipverify.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.LinkedHashMap;
import java.util.Map;

/** The answer to a request. */
public final class Reply {
    /** The type of an answer in JSON. */
    public static final String JSON_TYPE = "application/json";

    private static final ObjectMapper JSON = JsonMapper.builder().build();
    private static final byte[] NOTHING = {};

    private final int status;
    private final String type;
    private final byte[] body;
    private final Map<String, String> headers;
    private final String note;

    private Reply(int status, String type, byte[] body, Map<String, String> headers, String note) {
        this.status = status;
        this.type = type;
        this.body = body;
        this.headers = Map.copyOf(headers);
        this.note = note;
    }

    /** A value as JSON, and a line feed. */
    public static Reply json(int status, Object value) {
        try {
            return text(status, JSON_TYPE, JSON.writeValueAsString(value) + "\n");
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("cannot be said in JSON", e);
        }
    }

    /** A text of that type, in UTF-8. */
    public static Reply text(int status, String type, String text) {
        return new Reply(status, type, text.getBytes(UTF_8), Map.of(), "");
    }

    /** Octets of that type; the caller gives them away. */
    public static Reply octets(int status, String type, byte[] octets) {
        return new Reply(status, type, octets, Map.of(), "");
    }

    /** 304: the caller has it already. */
    public static Reply unchanged() {
        return new Reply(304, "", NOTHING, Map.of(), "");
    }

    /** 204: it is done, and there is nothing to say. */
    public static Reply done() {
        return new Reply(204, "", NOTHING, Map.of(), "");
    }

    /** The same with a header field. */
    public Reply with(String name, String value) {
        var all = new LinkedHashMap<>(headers);
        all.put(name, value);
        return new Reply(status, type, body, all, note);
    }

    /** The same, where the access log says besides what was done. */
    public Reply noted(String what) {
        return new Reply(status, type, body, headers, what);
    }

    public int status() {
        return status;
    }

    /** The type of the body; empty when there is none. */
    public String type() {
        return type;
    }

    /** The body; not to be changed. */
    public byte[] body() {
        return body;
    }

    public Map<String, String> headers() {
        return headers;
    }

    /** What the access log says of it; may be empty. */
    public String note() {
        return note;
    }
}

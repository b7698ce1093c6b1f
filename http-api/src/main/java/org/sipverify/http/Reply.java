package org.sipverify.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

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
    private final Besides besides;

    /** What is not said to the client at once. */
    private record Besides(String note, Optional<Streaming> streaming, Optional<Consumer<Consumer<Reply>>> later) {
        static final Besides NOTHING = new Besides("", Optional.empty(), Optional.empty());
    }

    private Reply(int status, String type, byte[] body, Map<String, String> headers, Besides besides) {
        this.status = status;
        this.type = type;
        this.body = body;
        this.headers = Map.copyOf(headers);
        this.besides = besides;
    }

    /**
     * One that takes longer than a thread of the server may wait. The thread is free for other requests meanwhile.
     *
     * @param work begins it, and returns at once; the reply is handed to what it is given, once, on any thread
     */
    public static Reply later(Consumer<Consumer<Reply>> work) {
        return new Reply(0, "", NOTHING, Map.of(), new Besides("", Optional.empty(), Optional.of(work)));
    }

    /** Hands the reply over: at once, or when it is there. */
    public void deliver(Consumer<Reply> taker) {
        besides.later().ifPresentOrElse(work -> work.accept(taker), () -> taker.accept(this));
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
        return new Reply(status, type, text.getBytes(UTF_8), Map.of(), Besides.NOTHING);
    }

    /** Octets of that type; the caller gives them away. */
    public static Reply octets(int status, String type, byte[] octets) {
        return new Reply(status, type, octets, Map.of(), Besides.NOTHING);
    }

    /** 200, and a body of that type that goes on until one side ends it. */
    public static Reply streamed(String type, Streaming streaming) {
        return new Reply(200, type, NOTHING, Map.of(), new Besides("", Optional.of(streaming), Optional.empty()));
    }

    /** 304: the caller has it already. */
    public static Reply unchanged() {
        return new Reply(304, "", NOTHING, Map.of(), Besides.NOTHING);
    }

    /** 204: it is done, and there is nothing to say. */
    public static Reply done() {
        return new Reply(204, "", NOTHING, Map.of(), Besides.NOTHING);
    }

    /** The same with a header field. */
    public Reply with(String name, String value) {
        var all = new LinkedHashMap<>(headers);
        all.put(name, value);
        return new Reply(status, type, body, all, besides);
    }

    /** The same, where the access log says besides what was done. */
    public Reply noted(String what) {
        return new Reply(status, type, body, headers, new Besides(what, besides.streaming(), besides.later()));
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
        return besides.note();
    }

    /** Fills the body after the header; absent where the body is known. */
    public Optional<Streaming> streaming() {
        return besides.streaming();
    }
}

package org.sipverify.http;

import com.fasterxml.jackson.annotation.JsonInclude;

/** A request that is not carried out. The caller is told why, and which field is wrong if one is. */
public final class RefusedException extends Exception {
    private final transient Reply reply;

    /**
     * What callers read.
     *
     * @param error a sentence that says what is wrong and, where it helps, what to do
     * @param field of the body, the query or the path; empty when none is at fault
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record Told(String error, String field) {}

    private RefusedException(Reply reply, String error) {
        super(error, null, false, false);
        this.reply = reply;
    }

    /** With this status, and for this reason. */
    public static RefusedException of(int status, String error) {
        return new RefusedException(Reply.json(status, new Told(error, "")), error);
    }

    /** 400: this field is wrong. */
    public static RefusedException field(String field, String error) {
        return field(400, field, error);
    }

    /** With this status: this field is why. */
    public static RefusedException field(int status, String field, String error) {
        return new RefusedException(Reply.json(status, new Told(error, field)), error);
    }

    /** 404: there is no such thing. */
    public static RefusedException notFound(String error) {
        return of(404, error);
    }

    /** The same with a header field. */
    public RefusedException with(String name, String value) {
        return new RefusedException(reply.with(name, value), String.valueOf(getMessage()));
    }

    /** The same with a note for the access log. */
    public RefusedException noted(String what) {
        return new RefusedException(reply.noted(what), String.valueOf(getMessage()));
    }

    /** What is answered. */
    public Reply reply() {
        return reply;
    }
}

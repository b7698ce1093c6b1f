package org.sipverify.http;

/** Hears what the HTTP server does, on its threads. */
public interface HttpMeter {
    /** The name in place of a route's for requests that have none. */
    String NO_ROUTE = "none";

    /** Why a request did not reach its route, or a connection was closed. */
    enum Refusal {
        /** The Host field names another server. */
        HOST,
        /** A page of another server sent it. */
        ORIGIN,
        /** The path could be read in two ways. */
        PATH,
        /** The body is too long. */
        BODY,
        /** The address has sent too many wrong tokens. */
        WRONG_TOKENS,
        /** Closed for a newer one, because {@code http.max-connections} were open. */
        CONNECTIONS,
        /** Closed because {@code http.request-time} was over. */
        SLOW
    }

    /** A request was answered; the route by method and path, or {@link #NO_ROUTE}. */
    void answered(String route, int status);

    /** A request was refused before its route, or a connection was closed. */
    void refused(Refusal why);

    /** Somebody showed a token: one that is known, to begin a session, or one that is not. */
    void signIn(boolean accepted);
}

package org.sipverify.http;

/**
 * Who sends a request.
 *
 * @param name of the token; empty without one
 * @param address the IP address that the request comes from
 */
public record Caller(String name, Role role, Way way, String address) {
    /** How the caller is known. */
    public enum Way {
        /** Not at all. */
        ANONYMOUS,
        /** By a token in the request. */
        TOKEN,
        /** By the cookie of a browser that signed in with one. */
        SESSION
    }

    /** For the log: the name, if there is one, and the address. */
    public String who() {
        return (name.isEmpty() ? "somebody without a token" : name) + " at " + address;
    }

    /** One without a token. */
    public static Caller anonymous(Role role, String address) {
        return new Caller("", role, Way.ANONYMOUS, address);
    }
}

package org.sipverify.sip.digest;

/** What the proof covers (RFC 7616 section 3.3). */
enum Qop {
    /** The server names none: the form of RFC 2069, without a count of its nonce's uses. */
    NONE(""),
    /** The method and the URI. */
    AUTH("auth"),
    /** The body too. */
    AUTH_INT("auth-int");

    private final String token;

    Qop(String token) {
        this.token = token;
    }

    String token() {
        return token;
    }
}

package org.sipverify.vcon.call;

/** The kinds of things that are taken out of every copy of a message. A report names the kinds, never the values. */
public enum SecretKind {
    AUTHORIZATION(1, "headers", "Authorization"),
    PROXY_AUTHORIZATION(2, "headers", "Proxy-Authorization"),
    WWW_AUTHENTICATE(3, "headers", "WWW-Authenticate"),
    PROXY_AUTHENTICATE(4, "headers", "Proxy-Authenticate"),
    AUTHENTICATION_INFO(5, "headers", "Authentication-Info"),
    PROXY_AUTHENTICATION_INFO(6, "headers", "Proxy-Authentication-Info"),
    API_KEY(7, "headers", "API-Key"),
    GEOLOCATION(8, "headers", "Geolocation"),
    URI_PASSWORD(9, "uris", "password"),
    URI_HEADER(10, "uris", "credential header"),
    SDP_CRYPTO(11, "sdp", "a=crypto"),
    SDP_KEY_MGMT(12, "sdp", "a=key-mgmt"),
    SDP_KEY(13, "sdp", "k="),
    SDP_ICE_PASSWORD(14, "sdp", "a=ice-pwd"),
    UNKNOWN_BODY(15, "bodies", "type not kept"),
    ENCODED_BODY(16, "bodies", "encoded"),
    COOKIE(17, "headers", "Cookie"),
    AUTH_TOKEN(18, "headers", "Token"),
    OTHER_AUTHORIZATION(19, "headers", "other Authorization"),
    AUTH_SCHEME(20, "headers", "credentials of a scheme"),
    PARAMETER(21, "uris", "credential parameter"),
    PASSWORD(22, "headers", "Password");

    private final int bit;
    private final String place;
    private final String label;

    SecretKind(int number, String place, String label) {
        this.bit = 1 << number;
        this.place = place;
        this.label = label;
    }

    /** One bit of 32 that is its own, for the journal. */
    public int bit() {
        return bit;
    }

    /** Where it was: headers, uris, sdp or bodies. */
    public String place() {
        return place;
    }

    public String label() {
        return label;
    }
}

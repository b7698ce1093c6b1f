package org.sipverify.vcon.call;

/** The kinds of things that are taken out of every copy of a message. A report names the kinds, never the values. */
public enum Secret {
    AUTHORIZATION("headers", "Authorization"),
    PROXY_AUTHORIZATION("headers", "Proxy-Authorization"),
    WWW_AUTHENTICATE("headers", "WWW-Authenticate"),
    PROXY_AUTHENTICATE("headers", "Proxy-Authenticate"),
    AUTHENTICATION_INFO("headers", "Authentication-Info"),
    PROXY_AUTHENTICATION_INFO("headers", "Proxy-Authentication-Info"),
    API_KEY("headers", "API-Key"),
    GEOLOCATION("headers", "Geolocation"),
    URI_PASSWORD("uris", "password"),
    URI_HEADER("uris", "credential header"),
    SDP_CRYPTO("sdp", "a=crypto"),
    SDP_KEY_MGMT("sdp", "a=key-mgmt"),
    SDP_KEY("sdp", "k="),
    SDP_ICE_PASSWORD("sdp", "a=ice-pwd"),
    UNKNOWN_BODY("bodies", "type not kept"),
    ENCODED_BODY("bodies", "encoded");

    private final String place;
    private final String label;

    Secret(String place, String label) {
        this.place = place;
        this.label = label;
    }

    /** Where it stood: headers, uris, sdp or bodies. */
    public String place() {
        return place;
    }

    public String label() {
        return label;
    }
}

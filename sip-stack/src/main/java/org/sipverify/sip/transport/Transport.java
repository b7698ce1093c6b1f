package org.sipverify.sip.transport;

import java.util.Locale;

/** What carries a SIP message (RFC 3261 section 18). */
public enum Transport {
    UDP,
    TCP,
    TLS;

    /** The token of a Via header or a {@code transport} parameter, in lower case. */
    public String token() {
        return name().toLowerCase(Locale.ROOT);
    }
}

package org.sipverify.sip.sips;

import java.util.Locale;

/** Why a probe has no final answer that counts. */
public enum ProbeError {
    /** The name has no address. */
    DNS,
    /** Nobody listens there, or the network does not lead there. */
    REFUSED,
    /** Something did not come in time. */
    TIMEOUT,
    /** No authority that is trusted here has signed the certificate. */
    TLS_UNTRUSTED,
    /** The certificate is for another name. */
    TLS_NAME,
    /** The certificate holds no longer, or not yet. */
    TLS_EXPIRED,
    /** The two sides found no common TLS. */
    TLS_HANDSHAKE,
    /** The connection ended before the answer. */
    CLOSED,
    /** What came is not the SIP that was asked for. */
    BAD_RESPONSE,
    /** Credentials are asked for: there are none, they are wrong, or the scheme is another than Digest. */
    CHALLENGE;

    /** Its name in answers, such as {@code tls-name}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}

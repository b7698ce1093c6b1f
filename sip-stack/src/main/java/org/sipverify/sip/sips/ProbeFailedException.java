package org.sipverify.sip.sips;

import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import javax.net.ssl.SSLException;
import org.sipverify.sip.tls.HandshakeFailure;

/** A probe that found out what is wrong; the message is a sentence that says what to do. */
final class ProbeFailedException extends Exception {
    private final ProbeError error;

    ProbeFailedException(ProbeError error, String advice) {
        super(advice, null, false, false);
        this.error = error;
    }

    ProbeError error() {
        return error;
    }

    String advice() {
        return String.valueOf(getMessage());
    }

    /** No connection to an address. */
    static ProbeFailedException connecting(IOException why, String place) {
        return why instanceof SocketTimeoutException
                ? new ProbeFailedException(
                        ProbeError.TIMEOUT,
                        "no connection to " + place + " in time: the host is down, or a firewall drops the packets")
                : new ProbeFailedException(
                        ProbeError.REFUSED,
                        "no connection to " + place + " ("
                                + HandshakeFailure.printable(String.valueOf(why.getMessage()))
                                + "): see that the server listens on this port for TLS, and that no firewall refuses it");
    }

    /** A connection ended during the handshake or after it. */
    static ProbeFailedException talking(IOException why, boolean isSecured) {
        if (isSecured && !(why instanceof SSLException)) {
            return closed();
        }
        var failure = HandshakeFailure.of(why);
        return switch (failure.reason()) {
            case EXPIRED ->
                new ProbeFailedException(
                        ProbeError.TLS_EXPIRED, "the certificate of the server has expired: have it renewed");
            case NOT_YET_VALID ->
                new ProbeFailedException(
                        ProbeError.TLS_EXPIRED,
                        "the certificate of the server is not valid yet: look at the clocks of both machines");
            case OTHER_NAME ->
                new ProbeFailedException(
                        ProbeError.TLS_NAME,
                        "the certificate is for " + (failure.detail().isEmpty() ? "no name" : failure.detail())
                                + ": ask for a host that it names, or have it issued for this one (SIP takes no"
                                + " wildcards, RFC 5922)");
            case UNKNOWN_CA ->
                new ProbeFailedException(
                        ProbeError.TLS_UNTRUSTED,
                        "no authority that is trusted here has signed the certificate: see that the server sends its"
                                + " intermediate certificates, or name the authority's file in sips-api.ca-file");
            case TIMEOUT, CLOSED -> isSecured ? closed() : handshake(failure);
            default -> why instanceof SocketException && !isSecured ? reset() : handshake(failure);
        };
    }

    private static ProbeFailedException handshake(HandshakeFailure failure) {
        return new ProbeFailedException(
                ProbeError.TLS_HANDSHAKE,
                "TLS failed (" + failure + "): see that the port speaks TLS 1.2 or 1.3 with a modern cipher suite, and"
                        + " asks for no client certificate");
    }

    private static ProbeFailedException reset() {
        return new ProbeFailedException(
                ProbeError.TLS_HANDSHAKE,
                "the connection was ended during the handshake: see that the port speaks TLS 1.2 or 1.3");
    }

    static ProbeFailedException closed() {
        return new ProbeFailedException(
                ProbeError.CLOSED,
                "the server closed the connection before it answered: its log may say why; some do so to addresses or"
                        + " domains that they do not know");
    }

    static ProbeFailedException bad(String what) {
        return new ProbeFailedException(
                ProbeError.BAD_RESPONSE,
                what + ": see that the port is one for SIP, and not for HTTPS or another protocol");
    }
}

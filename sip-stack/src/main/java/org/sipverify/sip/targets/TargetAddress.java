package org.sipverify.sip.targets;

import java.util.Locale;
import java.util.Optional;
import org.sipverify.formats.net.HostPort;
import org.sipverify.sip.dns.Target;
import org.sipverify.sip.transport.Transport;

/**
 * Where the calls to a target go, without what differs from call to call, such as the user part of its URI.
 *
 * @param target with its host in lower case
 */
public record TargetAddress(Target target) {
    private static final int PORT = 5060;
    private static final int TLS_PORT = 5061;

    public TargetAddress {
        target = new Target(target.secure(), target.host().toLowerCase(Locale.ROOT), target.port(), target.transport());
    }

    /** That of a SIP URI; empty when this server cannot call it. */
    public static Optional<TargetAddress> of(String uri) {
        try {
            return Optional.of(new TargetAddress(Target.parse(uri)));
        } catch (IllegalArgumentException notCallable) {
            return Optional.empty();
        }
    }

    /** Host and port, with the port that RFC 3261 section 19.1.2 gives a URI without one. */
    String hostPort() {
        boolean isTls = target.secure() || target.transport() == Transport.TLS;
        int port = target.port() != 0 ? target.port() : isTls ? TLS_PORT : PORT;
        return target.host() + " " + port;
    }

    /** As a SIP URI without a user part, such as {@code sip:gw1.example.com:5070;transport=tcp}. */
    @Override
    public String toString() {
        var transport = target.transport();
        return (target.secure() ? "sips:" : "sip:")
                + HostPort.host(target.host())
                + (target.port() == 0 ? "" : ":" + target.port())
                + (transport == null ? "" : ";transport=" + transport.token());
    }
}

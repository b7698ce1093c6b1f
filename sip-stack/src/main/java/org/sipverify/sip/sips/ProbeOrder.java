package org.sipverify.sip.sips;

import java.time.Duration;
import org.sipverify.formats.net.HostPort;
import org.sipverify.formats.net.IpAddress;
import org.sipverify.sip.digest.Credentials;

/**
 * What is to be probed, and as whom.
 *
 * @param host a name, or an IP address without brackets
 * @param timeout for all of it
 * @param credentials the answer to a challenge
 */
public record ProbeOrder(String host, int port, SipsUri from, SipsUri to, Duration timeout, Credentials credentials) {
    /** The port where none is named (RFC 3261 section 19.1.2). */
    public static final int PORT = 5061;

    /** Refuses what cannot be a host. {@link #host(String)} reads one. */
    public ProbeOrder {
        if (!host.equals(host(host))) {
            throw new IllegalArgumentException("brackets do not belong to an address");
        }
    }

    /**
     * Reads a host as people write it. What only looks like an address is not refused here: {@link TargetGuard} says why it
     * is no target.
     *
     * @throws IllegalArgumentException saying what is wrong
     */
    public static String host(String text) {
        var bare = text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
        if (IpAddress.parse(bare).isPresent() || bare.matches("[0-9.]{1,50}")) {
            return bare;
        }
        return new HostPort(text, 0).host();
    }
}

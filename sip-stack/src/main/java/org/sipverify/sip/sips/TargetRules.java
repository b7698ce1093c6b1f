package org.sipverify.sip.sips;

import java.util.List;
import org.sipverify.formats.config.ConfigSection;
import org.sipverify.formats.net.IpNetwork;

/**
 * Where probes may go.
 *
 * @param allow networks that may be probed although their addresses are special
 * @param ports that may be probed
 */
public record TargetRules(List<IpNetwork> allow, List<PortRange> ports) {
    /** Everywhere: for people at a shell, who may open any connection anyway. */
    public static final TargetRules ANY = new TargetRules(
            List.of(IpNetwork.parse("0.0.0.0/0"), IpNetwork.parse("::/0")), List.of(new PortRange(1, 65_535)));

    /** Keeps its own lists. */
    public TargetRules {
        allow = List.copyOf(allow);
        ports = List.copyOf(ports);
    }

    /** Reads {@code sips-api.allow} and {@code sips-api.ports}. */
    public static TargetRules from(ConfigSection sipsApi) {
        return new TargetRules(sipsApi.each("allow", IpNetwork::parse), sipsApi.each("ports", PortRange::parse));
    }
}

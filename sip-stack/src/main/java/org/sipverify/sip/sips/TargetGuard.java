package org.sipverify.sip.sips;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.sipverify.formats.net.IpAddress;
import org.sipverify.sip.dns.AddressLookup;
import org.sipverify.sip.dns.Literals;
import org.sipverify.sip.dns.NotLocatedException;

/**
 * Decides where a probe may go before anything leaves. A name is looked up once, each of its addresses is checked, and the
 * probe goes to those very addresses: another answer of its name server a moment later leads nowhere. One special address
 * among good ones refuses the name.
 */
public final class TargetGuard {
    /** What resolvers of other programs read as an IPv4 address: the last label is a number, also in hexadecimal digits. */
    private static final Pattern NUMBER = Pattern.compile("(?:.*\\.)?(?:[0-9]+|0x[0-9a-f]*)\\.?");

    private final TargetRules rules;
    private final AddressLookup names;

    /** One that looks up names there. */
    public TargetGuard(TargetRules rules, AddressLookup names) {
        this.rules = rules;
        this.names = names;
    }

    /**
     * The addresses to try, in this order, at least one.
     *
     * @param host a name, or an IP address without brackets
     * @throws TargetRefusedException when it must not be probed: then nothing was sent to it
     * @throws NotLocatedException when the name has no address
     */
    List<InetSocketAddress> places(String host, int port, Deadline deadline)
            throws TargetRefusedException, NotLocatedException, InterruptedException {
        checkPort(port);
        var literal = IpAddress.parse(host);
        if (literal.isPresent()) {
            check(host, literal.get());
            return List.of(new InetSocketAddress(Literals.address(literal.get()), port));
        }
        if (NUMBER.matcher(host.toLowerCase(Locale.ROOT)).matches()) {
            throw new TargetRefusedException(
                    "host",
                    "an IPv4 address has four decimal numbers, such as 198.51.100.7, and no other form is taken");
        }
        var found = names.of(host, deadline.nanos());
        for (var one : found) {
            check(host, IpAddress.of(one.getAddress()));
        }
        return found.stream().map(one -> new InetSocketAddress(one, port)).toList();
    }

    private void checkPort(int port) throws TargetRefusedException {
        if (rules.ports().stream().noneMatch(range -> range.contains(port))) {
            throw new TargetRefusedException(
                    "port",
                    "port " + port + " is not among those that may be probed: " + rules.ports()
                            + "; sips-api.ports in sip-verify.conf has them");
        }
    }

    private void check(String host, IpAddress address) throws TargetRefusedException {
        var why = SpecialAddresses.why(address);
        if (why.isPresent() && SpecialAddresses.forms(address).noneMatch(this::isAllowed)) {
            var named = host.equals(address.toString()) ? host : host + " is " + address + ", which";
            throw new TargetRefusedException(
                    "host",
                    named + " is " + why.get() + ": a probe goes to public addresses only, and to networks in"
                            + " sips-api.allow of sip-verify.conf");
        }
    }

    private boolean isAllowed(IpAddress address) {
        return rules.allow().stream().anyMatch(network -> network.contains(address));
    }
}

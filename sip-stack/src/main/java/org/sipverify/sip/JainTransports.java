package org.sipverify.sip;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import javax.sip.ListeningPoint;
import javax.sip.SipException;
import javax.sip.SipListener;
import javax.sip.SipProvider;
import javax.sip.SipStack;
import org.sipverify.sip.transport.Transport;

/** Opens the sockets: the one place that says which wires JAIN-SIP speaks over. */
final class JainTransports {
    /** Opens one socket for each concrete address and transport; returns a description of each. */
    static List<String> open(SipStack stack, SipConfig config, SipListener listener) throws CannotListenException {
        var opened = new ArrayList<String>();
        for (var address : addresses(config)) {
            SipProvider provider = null;
            for (var transport : config.transports()) {
                var where =
                        transport.token() + " " + HostPort.of(new InetSocketAddress(address, config.port(transport)));
                try {
                    var point = listen(stack, config, address, transport);
                    if (provider == null) {
                        provider = stack.createSipProvider(point);
                        provider.addSipListener(listener);
                    } else {
                        provider.addListeningPoint(point);
                    }
                } catch (Exception e) { // seven checked exceptions, and all of them mean that it does not listen
                    throw new CannotListenException("cannot listen on " + where + ": " + root(e), e);
                }
                opened.add(where);
            }
        }
        return opened;
    }

    private static ListeningPoint listen(SipStack stack, SipConfig config, InetAddress address, Transport transport)
            throws SipException, javax.sip.InvalidArgumentException, ParseException {
        var point = stack.createListeningPoint(address.getHostAddress(), config.port(transport), transport.token());
        if (!config.publicHost().isEmpty()) {
            point.setSentBy(config.publicHost() + ":" + config.port(transport));
        }
        return point;
    }

    /** The concrete addresses behind the configured one: JAIN-SIP matches listening points by exact address. */
    private static List<InetAddress> addresses(SipConfig config) throws CannotListenException {
        try {
            var address = InetAddress.getByName(config.host());
            return address.isAnyLocalAddress() ? addressesOfThisMachine(address.getAddress().length) : List.of(address);
        } catch (UnknownHostException | SocketException e) {
            throw new CannotListenException("sip.host is no address of this machine: " + config.host(), e);
        }
    }

    private static List<InetAddress> addressesOfThisMachine(int family) throws SocketException {
        var found = new ArrayList<InetAddress>();
        for (var network : Collections.list(NetworkInterface.getNetworkInterfaces())) {
            for (var address : Collections.list(network.getInetAddresses())) {
                var wanted = family == 16 || address.getAddress().length == 4; // :: stands for IPv4 as well
                if (network.isUp() && wanted && !address.isLinkLocalAddress()) {
                    found.add(address);
                }
            }
        }
        return found;
    }

    private static String root(Throwable problem) {
        var cause = problem;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage());
    }

    private JainTransports() {}
}

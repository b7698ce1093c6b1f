package org.sipverify.sip.client;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.function.BiFunction;
import org.sipverify.sip.dns.Hop;
import org.sipverify.sip.transport.Dialer;
import org.sipverify.sip.transport.SentBy;
import org.sipverify.sip.transport.Transport;
import org.sipverify.sip.transport.Wire;

/** The wires of a {@link Dialer}. */
public final class DialledWires implements Wires {
    private final Dialer dialer;
    private final BiFunction<Transport, InetSocketAddress, String> sentBy;

    /** For a process that listens nowhere: its address is that of the wire. */
    public DialledWires(Dialer dialer) {
        this(dialer, (transport, local) -> SentBy.of(local));
    }

    /** @param sentBy the address to give a peer, by the transport and the local address of a wire */
    public DialledWires(Dialer dialer, BiFunction<Transport, InetSocketAddress, String> sentBy) {
        this.dialer = dialer;
        this.sentBy = sentBy;
    }

    @Override
    public void open(Hop hop, Opening then) {
        var opening = new Dialer.Opening() {
            @Override
            public void opened(Wire wire) {
                then.opened(new Flow(hop.transport(), wire, sentBy.apply(hop.transport(), wire.local())));
            }

            @Override
            public void failed(IOException why) {
                then.failed(why);
            }
        };
        switch (hop.transport()) {
            case UDP -> dialer.udp(hop.address(), opening);
            case TCP -> dialer.tcp(hop.address(), opening);
            case TLS -> dialer.tls(hop.address(), hop.domain(), opening);
        }
    }
}

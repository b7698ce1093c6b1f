package org.sipverify.sip.client;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.sipverify.sip.Headers;
import org.sipverify.sip.dns.Hop;
import org.sipverify.sip.dns.HopSearch;
import org.sipverify.sip.dns.Locator;
import org.sipverify.sip.dns.NotLocatedException;
import org.sipverify.sip.transport.Transport;

/** The ACK of a 2xx on its way. If it is lost, the peer repeats its 2xx, and it is sent again. */
final class AckDelivery {
    private static final Logger LOG = LogManager.getLogger();

    private final OutboundRequest ack;
    private final SenderParts parts;

    AckDelivery(OutboundRequest ack, SenderParts parts) {
        this.ack = ack;
        this.parts = parts;
    }

    void start(Optional<Flow> known) {
        if (known.isPresent() && fits(known.get())) {
            transmit(known.get());
        } else {
            search();
        }
    }

    private boolean fits(Flow flow) {
        return flow.transport() != Transport.UDP || RequestSize.longest(ack) <= Locator.LARGEST_DATAGRAM;
    }

    private void search() {
        parts.search().locate(ack.target(), RequestSize.longest(ack), new HopSearch.Finding() {
            @Override
            public void found(List<Hop> hops) {
                open(hops.get(0));
            }

            @Override
            public void failed(NotLocatedException why) {
                notSent(why);
            }
        });
    }

    private void open(Hop hop) {
        parts.wires().open(hop, new Wires.Opening() {
            @Override
            public void opened(Flow flow) {
                transmit(flow);
            }

            @Override
            public void failed(IOException why) {
                notSent(why);
            }
        });
    }

    private void transmit(Flow flow) {
        try {
            var branch = parts.branches().next();
            flow.wire().send(new SentMessage(ack, flow, branch, ack.ids().cseq(), Headers.NONE).bytes());
        } catch (IOException e) {
            notSent(e);
        }
    }

    private static void notSent(IOException why) {
        LOG.debug("could not send an ACK: {}", why.toString());
    }
}

package org.sipverify.sip.dns;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.IntUnaryOperator;
import java.util.stream.Stream;
import org.sipverify.sip.transport.Transport;
import org.sipverify.sip.transport.TransportMeter;
import org.sipverify.sip.transport.TransportMeter.Loss;

/**
 * Finds the hops of a request (RFC 3263) and remembers for a while which of them failed. Blocks on DNS, so it must run
 * on a call's own thread; interrupting that thread ends the search.
 */
public final class Locator {
    /** The largest request over UDP, in octets: it must not be fragmented (RFC 3261 section 18.1.1). */
    public static final int LARGEST_DATAGRAM = 1300;

    private final DnsConfig config;
    private final Set<Transport> spoken;
    private final TransportMeter meter;
    private final Lookups lookups;
    private final IntUnaryOperator random;
    private final DeadTargets dead;

    /** @param spoken the transports that requests can be sent over */
    public Locator(DnsConfig config, Set<Transport> spoken, TransportMeter meter) {
        this(config, spoken, meter, bound -> ThreadLocalRandom.current().nextInt(bound));
    }

    Locator(DnsConfig config, Set<Transport> spoken, TransportMeter meter, IntUnaryOperator random) {
        this.config = config;
        this.spoken = Set.copyOf(spoken);
        this.meter = meter;
        this.lookups = new Lookups(config);
        this.random = random;
        this.dead = new DeadTargets(config.deadTime(), System::nanoTime);
    }

    /**
     * Where to send a request of that many octets: the hops in the order to try them, recently failed ones last. A
     * request too large for UDP uses the target's other transports; if it offers only UDP, the same addresses over TCP,
     * which every SIP server must support, and then UDP all the same, for those that do not (RFC 3261 section 18.1.1).
     *
     * @throws NotLocatedException when there is none
     */
    public List<Hop> locate(Target target, int octets) throws NotLocatedException, InterruptedException {
        try {
            var large = octets > LARGEST_DATAGRAM;
            if (large && target.transport() == Transport.UDP) {
                throw new NotLocatedException("a request of " + octets + " octets is too large for UDP, which "
                        + target.host() + " is to be asked by: leave the transport open, or name tcp or tls");
            }
            var deadline = System.nanoTime() + config.timeout().toNanos();
            var found = new ServerLookup(lookups, random, target, spoken, deadline).run();
            return dead.last(large ? inOnePiece(found) : found);
        } catch (NotLocatedException e) {
            meter.lost(Loss.NOT_LOCATED);
            throw e;
        }
    }

    private static List<Hop> inOnePiece(List<Hop> hops) {
        var streams =
                hops.stream().filter(hop -> hop.transport() != Transport.UDP).toList();
        return streams.isEmpty()
                ? Stream.concat(
                                hops.stream().map(hop -> new Hop(Transport.TCP, hop.address(), hop.domain())),
                                hops.stream())
                        .toList()
                : streams;
    }

    /** Records that this hop could not be reached, did not answer, or answered 503 (RFC 3263 section 4.3). */
    public void failed(Hop hop) {
        dead.failed(hop);
    }

    /** Records that this hop works. */
    public void answered(Hop hop) {
        dead.answered(hop);
    }
}

package org.sipverify.sip.dns;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/** Looks up the addresses of names whose port is known, so that NAPTR and SRV have no say (RFC 3263 section 4.2). */
public final class AddressLookup {
    private final Lookups lookups;

    /** One that asks these servers. */
    public AddressLookup(DnsConfig config) {
        this.lookups = new Lookups(config);
    }

    /**
     * The addresses of a name, IPv4 first, at least one.
     *
     * @param deadline of {@link System#nanoTime()}
     * @throws NotLocatedException when there is none, or DNS does not answer
     */
    public List<InetAddress> of(String name, long deadline) throws NotLocatedException, InterruptedException {
        var four = lookups.ask(name, Type.A);
        var six = lookups.ask(name, Type.AAAA);
        var found = new ArrayList<InetAddress>();
        var problem = collect(four, deadline, found);
        var other = collect(six, deadline, found);
        if (found.isEmpty()) {
            throw problem.or(() -> other).orElseGet(() -> new NotLocatedException("DNS has no address for " + name));
        }
        return found;
    }

    private static Optional<NotLocatedException> collect(
            Lookups.Question question, long deadline, List<InetAddress> found) throws InterruptedException {
        try {
            question.records(deadline).forEach(record -> found.add(address(record)));
            return Optional.empty();
        } catch (NotLocatedException e) {
            return Optional.of(e);
        }
    }

    private static InetAddress address(Record record) {
        return record instanceof ARecord four ? four.getAddress() : ((AAAARecord) record).getAddress();
    }
}

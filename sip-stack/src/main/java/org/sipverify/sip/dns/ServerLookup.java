package org.sipverify.sip.dns;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntUnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.sipverify.formats.net.IpAddress;
import org.sipverify.sip.transport.Transport;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.NAPTRRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.SRVRecord;
import org.xbill.DNS.Type;

/** One run of the RFC 3263 section 4 procedure for one target. */
final class ServerLookup {
    /** The most records of one answer that are used, in order of preference. */
    static final int MOST_RECORDS = 16;

    /** The most hops that are found, which also limits the lookups. */
    static final int MOST_HOPS = 32;

    private final Lookups lookups;
    private final IntUnaryOperator random;
    private final Target target;
    private final Set<Transport> spoken;
    private final long deadline;
    private final Set<Hop> hops = new LinkedHashSet<>();
    private @Nullable NotLocatedException problem;

    ServerLookup(Lookups lookups, IntUnaryOperator random, Target target, Set<Transport> spoken, long deadline) {
        this.lookups = lookups;
        this.random = random;
        this.target = target;
        this.spoken = spoken;
        this.deadline = deadline;
    }

    /** The hops in the order to try them, at least one. A name that fails affects only the hops behind it. */
    List<Hop> run() throws NotLocatedException, InterruptedException {
        var literal = IpAddress.parse(target.host());
        if (literal.isPresent()) {
            add(target.usual(), Literals.address(literal.get()), target.port());
        } else if (target.port() != 0) {
            addresses(target.usual(), target.host(), target.port());
        } else {
            services();
        }
        if (hops.isEmpty()) {
            throw problem != null ? problem : new NotLocatedException("DNS has no SIP server for " + target.host());
        }
        return List.copyOf(hops);
    }

    private void services() throws InterruptedException {
        var services = target.asked().isPresent() ? List.<Service>of() : pointers();
        if (services.isEmpty()) {
            services = target.asked().isEmpty() && !target.secure()
                    ? List.of(service(Transport.UDP), service(Transport.TCP))
                    : List.of(service(target.usual()));
        }
        var published = false;
        for (var service : services) {
            published |= follow(service);
        }
        if (!published) {
            addresses(services.get(0).transport(), target.host(), 0);
        }
    }

    /** Where the SRV records for a transport are. */
    private record Service(Transport transport, String name) {}

    private Service service(Transport transport) {
        return switch (transport) {
            case UDP -> new Service(transport, "_sip._udp." + target.host());
            case TCP -> new Service(transport, "_sip._tcp." + target.host());
            case TLS -> new Service(transport, "_sips._tcp." + target.host());
        };
    }

    /** Servers that do not answer NAPTR queries are common, so no answer counts as no records. */
    private List<Service> pointers() throws InterruptedException {
        try {
            return lookups.ask(target.host(), Type.NAPTR).records(deadline).stream()
                    .map(NAPTRRecord.class::cast)
                    .filter(one -> one.getFlags().equalsIgnoreCase("s")
                            && one.getRegexp().isEmpty())
                    .sorted(Comparator.comparingInt(NAPTRRecord::getOrder).thenComparingInt(NAPTRRecord::getPreference))
                    .limit(MOST_RECORDS)
                    .flatMap(this::spoken)
                    .toList();
        } catch (NotLocatedException e) {
            return List.of();
        }
    }

    private Stream<Service> spoken(NAPTRRecord pointer) {
        var transport =
                switch (pointer.getService().toUpperCase(Locale.ROOT)) {
                    case "SIP+D2U" -> target.secure() ? null : Transport.UDP;
                    case "SIP+D2T" -> target.secure() ? null : Transport.TCP;
                    case "SIPS+D2T" -> Transport.TLS;
                    default -> null;
                };
        return transport != null && spoken.contains(transport)
                ? Stream.of(new Service(transport, pointer.getReplacement().toString()))
                : Stream.empty();
    }

    /** Whether DNS says that the service exists, or that it does not: then no other place is searched. */
    private boolean follow(Service service) throws InterruptedException {
        var servers = new ArrayList<SRVRecord>();
        try {
            lookups.ask(service.name(), Type.SRV).records(deadline).stream()
                    .limit(MOST_RECORDS)
                    .forEach(one -> servers.add((SRVRecord) one));
        } catch (NotLocatedException e) {
            problem = e;
            return true;
        }
        for (var server : ServiceOrder.of(servers, random)) {
            if (!server.getTarget().equals(Name.root)) { // the root means "decidedly not available"
                addresses(service.transport(), server.getTarget().toString(), server.getPort());
            }
        }
        return !servers.isEmpty();
    }

    /** IPv4 before IPv6, as in Java; a server that offers both answers on both. */
    private void addresses(Transport transport, String name, int port) throws InterruptedException {
        if (hops.size() >= MOST_HOPS) {
            return;
        }
        try {
            var four = lookups.ask(name, Type.A);
            var six = lookups.ask(name, Type.AAAA);
            collect(four, record -> add(transport, ((ARecord) record).getAddress(), port));
            collect(six, record -> add(transport, ((AAAARecord) record).getAddress(), port));
        } catch (NotLocatedException e) {
            problem = e;
        }
    }

    private void collect(Lookups.Question question, Consumer<Record> each) throws InterruptedException {
        try {
            question.records(deadline).stream().limit(MOST_RECORDS).forEach(each);
        } catch (NotLocatedException e) {
            problem = e;
        }
    }

    private void add(Transport transport, InetAddress address, int port) {
        var usual = transport == Transport.TLS ? 5061 : 5060;
        if (hops.size() < MOST_HOPS) {
            hops.add(new Hop(transport, new InetSocketAddress(address, port == 0 ? usual : port), target.host()));
        }
    }
}

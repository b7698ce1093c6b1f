package org.sipverify.sip.dns;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.sipverify.formats.text.PlainText;
import org.xbill.DNS.ExtendedResolver;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Resolver;
import org.xbill.DNS.ResolverConfig;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;
import org.xbill.DNS.lookup.LookupResult;
import org.xbill.DNS.lookup.LookupSession;
import org.xbill.DNS.lookup.NoSuchDomainException;
import org.xbill.DNS.lookup.NoSuchRRSetException;

/** DNS lookups, cached as long as their TTL says; /etc/hosts takes precedence. */
final class Lookups {
    private static final int LONGEST_CNAME_CHAIN = 8;

    /** Each server is asked twice within the time, in turn. */
    private static final int ATTEMPTS = 2;

    private final LookupSession session;

    Lookups(DnsConfig config) {
        var system = ResolverConfig.getCurrentConfig();
        var servers = config.servers().isEmpty() ? system.servers() : config.servers();
        var patience = config.timeout().dividedBy((long) ATTEMPTS * Math.max(1, servers.size()));
        var resolvers = servers.stream().map(EdnsFallback::new).toArray(Resolver[]::new);
        for (var resolver : resolvers) {
            resolver.setTimeout(patience);
        }
        var all = new ExtendedResolver(resolvers);
        all.setRetries(ATTEMPTS);
        all.setTimeout(config.timeout());
        session = LookupSession.defaultBuilder()
                .resolver(all)
                .maxRedirects(LONGEST_CNAME_CHAIN)
                .searchPath(system.searchPath())
                .build();
    }

    /** A lookup in progress. */
    record Question(String name, int type, Future<LookupResult> answer) {
        /**
         * Waits for the records of that name and type.
         *
         * @param deadline of {@link System#nanoTime()}
         * @return empty when DNS says that there are none
         * @throws NotLocatedException when DNS does not answer
         */
        List<Record> records(long deadline) throws NotLocatedException, InterruptedException {
            try {
                return answer.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS).getRecords().stream()
                        .filter(one -> one.getType() == type)
                        .toList();
            } catch (TimeoutException e) {
                throw unanswered("no response in time");
            } catch (ExecutionException e) {
                if (e.getCause() instanceof NoSuchDomainException || e.getCause() instanceof NoSuchRRSetException) {
                    return List.of();
                }
                throw unanswered(String.valueOf(e.getMessage()).replaceFirst("^[\\w.]+(Exception): ", ""));
            }
        }

        private NotLocatedException unanswered(String why) {
            return new NotLocatedException("the DNS lookup of %s for %s failed: %s"
                    .formatted(Type.string(type), name, PlainText.onOneLine(why)));
        }
    }

    /** Starts a lookup. A name with a dot in it is complete; for others the system's search list applies. */
    Question ask(String name, int type) throws NotLocatedException {
        try {
            var asked = name.contains(".") ? Name.fromString(name, Name.root) : Name.fromString(name);
            return new Question(name, type, session.lookupAsync(asked, type).toCompletableFuture());
        } catch (TextParseException e) {
            throw new NotLocatedException("not a domain name: " + name);
        }
    }
}

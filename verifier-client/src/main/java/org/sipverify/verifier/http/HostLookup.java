package org.sipverify.verifier.http;

import io.netty.util.concurrent.Promise;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.sipverify.formats.net.IpAddress;

/**
 * The addresses of hosts. The JDK's lookup can be neither interrupted nor limited in time, so a thread of its own waits
 * for it, one for each name however many ask.
 */
final class HostLookup {
    /** As {@link InetAddress#getByName}. */
    @FunctionalInterface
    interface Lookup {
        InetAddress of(String host) throws UnknownHostException;
    }

    private final Lookup lookup;
    /** Those who wait for each name. Shared by the event loops and the lookups; guarded by this. */
    private final Map<String, List<Promise<InetAddress>>> waiting = new HashMap<>();

    HostLookup(Lookup lookup) {
        this.lookup = lookup;
    }

    /** Looks up a name or an address, an IPv6 one in brackets. Fails with {@link UnknownHostException}. */
    void of(String host, Promise<InetAddress> found) {
        if (host.startsWith("[") || IpAddress.parse(host).isPresent()) {
            lookUp(host).accept(found);
        } else if (isFirst(host, found)) {
            var thread = new Thread(() -> settle(host), "verifier-lookup");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private synchronized boolean isFirst(String host, Promise<InetAddress> found) {
        boolean first = !waiting.containsKey(host);
        waiting.computeIfAbsent(host, it -> new ArrayList<>()).add(found);
        return first;
    }

    private void settle(String host) {
        var answer = lookUp(host);
        whoWaited(host).forEach(answer);
    }

    private synchronized List<Promise<InetAddress>> whoWaited(String host) {
        var waited = waiting.remove(host);
        return waited == null ? List.of() : waited;
    }

    private Consumer<Promise<InetAddress>> lookUp(String host) {
        try {
            var address = lookup.of(host);
            return found -> found.trySuccess(address);
        } catch (UnknownHostException e) {
            return found -> found.tryFailure(e);
        }
    }
}

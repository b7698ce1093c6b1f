package org.sipverify.sip.stack;

import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * The addresses of this machine from which the system sends to others. What it says is remembered for a second, because
 * asking takes five system calls and a call sends several requests to one peer; a route that changes counts after that.
 *
 * <p>Shared state: the table, for all threads.
 */
final class LocalAddresses {
    private static final long REMEMBERED = TimeUnit.SECONDS.toNanos(1);
    private static final int MOST = 1024;

    private final Map<InetAddress, Local> known = new ConcurrentHashMap<>();

    private record Local(InetAddress address, long since) {
        boolean isFresh() {
            return System.nanoTime() - since < REMEMBERED;
        }
    }

    /** The one from which the system would send there, if it can; nothing is sent. */
    Optional<InetAddress> towards(InetSocketAddress remote) {
        var local = known.get(remote.getAddress());
        return local != null && local.isFresh() ? Optional.of(local.address()) : asked(remote);
    }

    private Optional<InetAddress> asked(InetSocketAddress remote) {
        try (var unused = new DatagramSocket()) {
            unused.connect(remote);
            var address = unused.getLocalAddress();
            if (known.size() >= MOST) {
                known.values().removeIf(local -> !local.isFresh());
            }
            if (known.size() < MOST) {
                known.put(remote.getAddress(), new Local(address, System.nanoTime()));
            }
            return Optional.of(address);
        } catch (SocketException e) {
            return Optional.empty();
        }
    }
}

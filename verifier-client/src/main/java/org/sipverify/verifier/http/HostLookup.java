package org.sipverify.verifier.http;

import java.io.IOException;
import java.net.InetAddress;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.hc.core5.net.InetAddressUtils;

/**
 * The address of a host. The JDK's lookup can be neither interrupted nor limited in time, so a separate thread waits
 * for it.
 */
final class HostLookup {
    private HostLookup() {}

    /** Looks up a name or an address, an IPv6 one in brackets; waits at most the given nanoseconds. */
    static InetAddress of(String host, long patience) throws IOException, TimeoutException, InterruptedException {
        if (InetAddressUtils.isIPv4(host) || InetAddressUtils.isIPv6URLBracketed(host)) {
            return InetAddress.getByName(host);
        }
        var lookup = new FutureTask<>(() -> InetAddress.getByName(host));
        var thread = new Thread(lookup, "verifier-lookup");
        thread.setDaemon(true);
        thread.start();
        try {
            return lookup.get(patience, TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException unknown) {
                throw unknown;
            }
            throw new IllegalStateException("the lookup of a host name failed", e);
        }
    }
}

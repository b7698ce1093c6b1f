package org.sipverify.app.server;

import com.typesafe.config.ConfigException;
import org.sipverify.app.config.Settings;
import org.sipverify.app.ops.Metrics;
import org.sipverify.app.sips.ProbeThreads;
import org.sipverify.app.sips.SipsRoutes;
import org.sipverify.http.Routes;
import org.sipverify.sip.dns.AddressLookup;
import org.sipverify.sip.sips.SipsProbe;
import org.sipverify.sip.sips.TargetGuard;
import org.sipverify.sip.tls.ExaminedPeer.Trust;
import org.sipverify.sip.tls.TlsFileException;

/** Probes of other servers, and the threads that wait for them. */
record Probing(Routes routes, ProbeThreads threads) implements AutoCloseable {
    /** @throws ConfigException when the file of authorities is unusable */
    static Probing of(Settings settings, Metrics metrics) {
        var sips = settings.ops().sips();
        var guard = new TargetGuard(
                sips.targets(), new AddressLookup(settings.sip().outbound().dns()));
        var threads = new ProbeThreads(sips.maxConcurrent());
        metrics.gauge("sipverify.sips.running", "Probes of other servers that run", threads::running);
        metrics.gauge("sipverify.sips.running.max", "sips-api.max-concurrent", sips::maxConcurrent);
        try {
            var probe = new SipsProbe(guard, Trust.in(sips.caFile()));
            return new Probing(new SipsRoutes(probe, sips, threads, metrics.sips()), threads);
        } catch (TlsFileException e) {
            throw new ConfigException.Generic("sips-api.ca-file: " + e.getMessage());
        }
    }

    @Override
    public void close() {
        threads.close();
    }
}

package org.sipverify.app.server;

import com.typesafe.config.ConfigException;
import java.time.Instant;
import java.util.Comparator;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.sipverify.app.config.ReloadableFile;
import org.sipverify.app.ops.Metrics;
import org.sipverify.sip.tls.TlsFileException;
import org.sipverify.sip.tls.TlsFiles;

/** The certificates of the TLS listener as an operator knows them: files that change and that end some day. */
final class Certificates {
    private static final Logger LOG = LogManager.getLogger();

    /**
     * Watches the files, and shows in the metrics when each certificate ends.
     *
     * @throws ConfigException when one has a mistake
     */
    static ReloadableFile<TlsFiles> watched(TlsFiles tls, Metrics metrics) {
        for (var file : tls.expiries().keySet()) {
            metrics.gauge(
                    "sipverify.tls.certificate.expiry.timestamp.seconds",
                    "When the certificate ends, in seconds since 1970",
                    "certificate",
                    file.toString(),
                    () -> tls.expiries().getOrDefault(file, Instant.EPOCH).getEpochSecond());
        }
        return new ReloadableFile<>("tls", tls.files(), others -> read(tls), Certificates::summary, metrics);
    }

    private static TlsFiles read(TlsFiles tls) {
        try {
            tls.reload();
        } catch (TlsFileException e) {
            throw new ConfigException.Generic(String.valueOf(e.getMessage()), e);
        }
        tls.expiries().forEach((file, end) -> {
            if (end.isBefore(Instant.now())) {
                LOG.warn("the certificate in {} has expired on {}: peers that look will refuse it", file, end);
            }
        });
        return tls;
    }

    private static String summary(TlsFiles tls) {
        return tls.expiries().values().stream()
                .min(Comparator.naturalOrder())
                .map(end -> "valid until " + end)
                .orElse("no certificate");
    }

    private Certificates() {}
}

package org.sipverify.app.server;

import com.typesafe.config.ConfigException;
import java.time.Instant;
import java.util.Comparator;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.sipverify.app.config.FileReads;
import org.sipverify.app.config.FileSource;
import org.sipverify.app.config.Kept;
import org.sipverify.app.ops.Metrics;
import org.sipverify.sip.tls.TlsFileException;
import org.sipverify.sip.tls.TlsFiles;

/**
 * The certificates of the TLS listener as an operator knows them: files that change and that end some day. No copy is
 * kept of them, because of the private keys.
 */
record Certificates(TlsFiles tls) implements FileSource<TlsFiles> {
    private static final Logger LOG = LogManager.getLogger();

    /** Shows in the metrics when each certificate ends. */
    void show(Metrics metrics) {
        for (var file : tls.expiries().keySet()) {
            metrics.certificate(file, () -> tls.expiries().getOrDefault(file, Instant.EPOCH));
        }
    }

    @Override
    public String name() {
        return "tls";
    }

    @Override
    public TlsFiles read(FileReads reads) {
        reads.watch(tls.files());
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

    @Override
    public TlsFiles recall(Kept kept) {
        throw new ConfigException.Generic("no copies of TLS files are kept");
    }

    @Override
    public String summary(TlsFiles now) {
        return now.expiries().values().stream()
                .min(Comparator.naturalOrder())
                .map(end -> "valid until " + end)
                .orElse("no certificate");
    }
}

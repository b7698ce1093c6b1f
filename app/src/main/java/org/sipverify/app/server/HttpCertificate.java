package org.sipverify.app.server;

import com.typesafe.config.ConfigException;
import java.time.Instant;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.sipverify.app.config.FileReads;
import org.sipverify.app.config.FileSource;
import org.sipverify.app.config.Kept;
import org.sipverify.app.ops.Metrics;
import org.sipverify.http.server.ServerCertificate;

/** The certificate of the HTTP server as an operator knows it: files that change and that end some day. */
record HttpCertificate(ServerCertificate certificate) implements FileSource<ServerCertificate> {
    private static final Logger LOG = LogManager.getLogger();

    /** Shows in the metrics when it ends. */
    void show(Metrics metrics) {
        metrics.certificate(certificate.file(), certificate::end);
    }

    @Override
    public String name() {
        return "http-tls";
    }

    @Override
    public ServerCertificate read(FileReads reads) {
        reads.watch(certificate.files());
        certificate.reload();
        if (certificate.end().isBefore(Instant.now())) {
            LOG.warn(
                    "the certificate in {} has expired on {}: browsers will refuse it",
                    certificate.file(),
                    certificate.end());
        }
        return certificate;
    }

    @Override
    public ServerCertificate recall(Kept kept) {
        throw new ConfigException.Generic("no copies of TLS files are kept");
    }

    @Override
    public String summary(ServerCertificate now) {
        return "valid until " + now.end();
    }
}

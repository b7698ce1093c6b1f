package org.sipverify.sip.tls;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import org.sipverify.formats.pem.PemException;
import org.sipverify.formats.pem.PemFile;

/** The authorities trusted to sign a peer's certificate. */
final class Authorities {
    /** Those in the file; empty if no file is named, which means the JDK's. */
    static List<X509Certificate> of(Optional<Path> caFile) throws TlsFileException {
        try {
            return caFile.isPresent() ? PemFile.certificates(caFile.get()) : List.of();
        } catch (PemException e) {
            throw new TlsFileException("ca-file", e);
        }
    }

    private Authorities() {}
}

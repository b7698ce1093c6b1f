package org.sipverify.sip.tls;

import java.nio.file.Path;
import org.sipverify.formats.pem.PemException;

/** A file of certificates or keys is unusable; the message names it and says what to do. */
public final class TlsFileException extends Exception {
    private final String key;

    TlsFileException(String key, Path file, String what) {
        super(file + ": " + what);
        this.key = key;
    }

    /** One of a file that {@code key} names. */
    TlsFileException(String key, PemException problem) {
        super(problem.getMessage(), problem);
        this.key = key;
    }

    /** The key of the configuration that names the file, such as {@code cert-file}. */
    String key() {
        return key;
    }
}

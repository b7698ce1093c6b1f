package org.sipverify.sip.tls;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The files with the certificates, keys and trusted authorities of a TLS listener. */
public interface TlsFiles {
    /**
     * Reloads all of them. New connections use the new contents; open ones are not affected.
     *
     * @throws TlsFileException if a file is unusable: then everything that was in force stays in force
     */
    void reload() throws TlsFileException;

    /** Every file that is read. */
    List<Path> files();

    /** When each certificate of this server expires, by its file. */
    Map<Path, Instant> expiries();
}

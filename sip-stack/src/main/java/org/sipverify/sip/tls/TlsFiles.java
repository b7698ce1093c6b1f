package org.sipverify.sip.tls;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The files that a TLS listener has its certificates, keys and trust from. */
public interface TlsFiles {
    /**
     * Reads all of them anew. New connections use what they say now; those that are open are left alone.
     *
     * @throws TlsFileException when one of them does not do: then what was in force stays so, all of it
     */
    void reload() throws TlsFileException;

    /** Every file that is read. */
    List<Path> files();

    /** When each certificate of this server in force ends, by its file. */
    Map<Path, Instant> expiries();
}

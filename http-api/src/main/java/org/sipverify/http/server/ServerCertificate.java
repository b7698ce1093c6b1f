package org.sipverify.http.server;

import com.typesafe.config.ConfigException;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.sipverify.formats.pem.PemException;
import org.sipverify.http.config.KeyFiles;

/** The certificate that the HTTP server shows, from its files, which are read anew while it runs. */
public final class ServerCertificate {
    private static final String NO_PASSWORD = "";

    private final KeyFiles files;
    private final SslContextFactory.Server contexts = new SslContextFactory.Server();
    private volatile Instant end = Instant.EPOCH;

    /**
     * Reads the files.
     *
     * @throws ConfigException when one of them is unusable; the message names it
     */
    ServerCertificate(KeyFiles files) {
        this.files = files;
        contexts.setKeyStorePassword(NO_PASSWORD);
        contexts.setIncludeProtocols("TLSv1.2", "TLSv1.3");
        contexts.setIncludeCipherSuites(
                "TLS_(AES|CHACHA20)_.*", "TLS_ECDHE_.*_(GCM|CHACHA20)_.*"); // AEAD, forward secrecy
        contexts.setRenegotiationAllowed(false);
        contexts.setKeyStore(store());
    }

    SslContextFactory.Server contexts() {
        return contexts;
    }

    /** Every file that is read. */
    public List<Path> files() {
        return files.all();
    }

    /** When the certificate ends. */
    public Instant end() {
        return end;
    }

    /** The file with the certificate. */
    public Path file() {
        return files.certificate();
    }

    /**
     * Reads the files anew; connections that begin from now on get what they say.
     *
     * @throws ConfigException when one of them is unusable; then everything stays as it was
     */
    public void reload() {
        var store = store();
        try {
            contexts.reload(it -> it.setKeyStore(store));
        } catch (Exception e) { // Jetty declares no narrower one
            throw new ConfigException.Generic(files.certificate() + ": cannot be used for TLS: " + e.getMessage(), e);
        }
    }

    private KeyStore store() {
        try {
            var chain = files.chain();
            var key = files.privateKey();
            var store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("own", key, NO_PASSWORD.toCharArray(), chain.toArray(new X509Certificate[0]));
            end = chain.get(0).getNotAfter().toInstant();
            return store;
        } catch (PemException e) {
            throw new ConfigException.Generic(String.valueOf(e.getMessage()), e);
        } catch (IOException | GeneralSecurityException e) {
            throw new ConfigException.Generic(files.certificate() + ": cannot be used for TLS: " + e.getMessage(), e);
        }
    }
}

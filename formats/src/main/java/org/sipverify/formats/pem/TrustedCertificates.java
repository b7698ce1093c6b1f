package org.sipverify.formats.pem;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** Trusts the JDK's certificate authorities and those of a PEM file. */
public final class TrustedCertificates {
    private TrustedCertificates() {}

    /**
     * A TLS client's context with this trust.
     *
     * @throws PemException when the file cannot be read or has no certificate
     */
    public static SSLContext besidesTheJdks(Path pem) throws PemException {
        var trusted = new ArrayList<>(PemFile.certificates(pem));
        try {
            trusted.addAll(issuers(factory(null)));
            var context = SSLContext.getInstance("TLS");
            context.init(null, factory(store(trusted)).getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new PemException(pem, "its certificates cannot be used: " + e.getMessage());
        }
    }

    private static TrustManagerFactory factory(@Nullable KeyStore store) throws GeneralSecurityException {
        var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory;
    }

    private static List<X509Certificate> issuers(TrustManagerFactory factory) {
        return Arrays.stream(factory.getTrustManagers())
                .filter(X509TrustManager.class::isInstance)
                .map(X509TrustManager.class::cast)
                .flatMap(manager -> Arrays.stream(manager.getAcceptedIssuers()))
                .toList();
    }

    private static KeyStore store(List<X509Certificate> certificates) throws GeneralSecurityException, IOException {
        var store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        for (int i = 0; i < certificates.size(); i++) {
            store.setCertificateEntry("ca-" + i, certificates.get(i));
        }
        return store;
    }
}

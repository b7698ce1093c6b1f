package org.sipverify.sip.tls;

import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.SupportedCipherSuiteFilter;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * The contents of all files at one moment, ready for handshakes.
 *
 * @param byName by DNS name in lower case, some of them wildcards
 */
record Contexts(SslContext byDefault, Map<String, SslContext> byName, SslContext client, Map<Path, Instant> expiries) {
    static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

    /** Cipher suites with forward secrecy and authenticated encryption only; any other is not offered. */
    static final List<String> SUITES = List.of(
            "TLS_AES_256_GCM_SHA384",
            "TLS_AES_128_GCM_SHA256",
            "TLS_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");

    static Contexts read(TlsConfig config) throws TlsFileException {
        var identities = new ArrayList<Identity>();
        for (var files : config.certificates()) {
            identities.add(Identity.read(files));
        }
        var authorities = Authorities.of(config.caFile());
        try {
            return of(config, identities, authorities);
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("the certificates were read but cannot be used", e);
        }
    }

    private static Contexts of(TlsConfig config, List<Identity> identities, List<X509Certificate> authorities)
            throws IOException, GeneralSecurityException {
        var servers = new ArrayList<SslContext>();
        var byName = new HashMap<String, SslContext>();
        var expiries = new LinkedHashMap<Path, Instant>();
        for (var identity : identities) {
            var context = server(config, identity, authorities);
            servers.add(context);
            SanNames.of(identity.chain().get(0)).dns().forEach(name -> byName.putIfAbsent(name, context));
            expiries.put(identity.file(), identity.notAfter());
        }
        return new Contexts(servers.get(0), byName, client(identities.get(0), authorities), expiries);
    }

    private static SslContext server(TlsConfig config, Identity identity, List<X509Certificate> authorities)
            throws SSLException {
        var builder = SslContextBuilder.forServer(identity.key(), identity.chainArray())
                .clientAuth(
                        switch (config.clientAuth()) {
                            case NONE -> ClientAuth.NONE;
                            case WANT -> ClientAuth.OPTIONAL;
                            case NEED -> ClientAuth.REQUIRE;
                        });
        if (!authorities.isEmpty()) {
            builder.trustManager(authorities);
        }
        return narrow(builder).build();
    }

    /** For calling servers; an identity, if there is one, is presented to servers that ask for a certificate. */
    static SslContext client(@Nullable Identity identity, List<X509Certificate> authorities)
            throws IOException, GeneralSecurityException {
        var builder = SslContextBuilder.forClient()
                .trustManager(new PeerCheck(trust(authorities)))
                .endpointIdentificationAlgorithm(
                        null); // PeerCheck does that: HTTPS rules accept wildcards, and do not know sip URIs
        if (identity != null) {
            builder.keyManager(identity.key(), identity.chainArray());
        }
        return narrow(builder).build();
    }

    private static SslContextBuilder narrow(SslContextBuilder builder) {
        return builder.sslProvider(SslProvider.JDK)
                .protocols(PROTOCOLS)
                .ciphers(SUITES, SupportedCipherSuiteFilter.INSTANCE);
    }

    static X509ExtendedTrustManager trust(List<X509Certificate> authorities)
            throws IOException, GeneralSecurityException {
        var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(authorities.isEmpty() ? null : store(authorities));
        for (var manager : factory.getTrustManagers()) {
            if (manager instanceof X509ExtendedTrustManager extended) {
                return extended;
            }
        }
        throw new GeneralSecurityException("this JDK has no PKIX trust manager");
    }

    private static KeyStore store(List<X509Certificate> authorities) throws IOException, GeneralSecurityException {
        var store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        for (int i = 0; i < authorities.size(); i++) {
            store.setCertificateEntry("ca-" + i, authorities.get(i));
        }
        return store;
    }

    /**
     * The context for the name a caller asked for: an exact match, else a wildcard for its first label, else the first.
     */
    SslContext serving(@Nullable String name) {
        if (name == null) {
            return byDefault;
        }
        var domain = SanNames.domain(name);
        var dot = domain.indexOf('.');
        return Optional.ofNullable(byName.get(domain))
                .or(() -> Optional.ofNullable(dot < 0 ? null : byName.get("*" + domain.substring(dot))))
                .orElse(byDefault);
    }
}

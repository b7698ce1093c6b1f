package org.sipverify.testkit;

import java.math.BigInteger;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Signs the certificates of a test. Its own and those it issues without a time hold for a year. */
public final class CertificateAuthority {
    private static final Duration EARLIER = Duration.ofDays(30);

    private final X500Name name;
    private final KeyPair keys;
    private final X509Certificate certificate;
    private long serial = 1;

    /** One with an EC key. */
    public CertificateAuthority(String name) {
        this(name, "EC");
    }

    /** One with a key as {@link #issueTo} has them. */
    public CertificateAuthority(String name, String algorithm) {
        this.name = new X500Name("CN=" + name);
        this.keys = keys(algorithm);
        this.certificate = sign(this.name, keys, List.of(), nextYear(), true);
    }

    public X509Certificate certificate() {
        return certificate;
    }

    /** Its own certificate, which is self-signed, and key. */
    public Issued itself() {
        return new Issued(certificate, keys.getPrivate());
    }

    /** With an EC key; each name is one of a subjectAltName: {@code dns:}, {@code uri:} or {@code ip:} in front. */
    public Issued issue(String... names) {
        return issue("common.example", "EC", nextYear(), names);
    }

    public Issued issueRsa(String... names) {
        return issue("common.example", "RSA", nextYear(), names);
    }

    public Issued issueExpired(String... names) {
        return issue("common.example", "EC", Instant.now().minus(Duration.ofDays(1)), names);
    }

    /** To a common name; the algorithm is EC or P-256, P-384, RSA (2048 bits) or RSA-1024. */
    public Issued issueTo(String commonName, String algorithm) {
        return issueTo(commonName, algorithm, nextYear());
    }

    public Issued issueTo(String commonName, String algorithm, Instant until) {
        return issue(commonName, algorithm, until);
    }

    private Issued issue(String commonName, String algorithm, Instant until, String... names) {
        var pair = keys(algorithm);
        return new Issued(
                sign(new X500Name("CN=" + commonName), pair, List.of(names), until, false), pair.getPrivate());
    }

    private X509Certificate sign(X500Name subject, KeyPair pair, List<String> names, Instant until, boolean authority) {
        try {
            var builder = new JcaX509v3CertificateBuilder(
                    name,
                    BigInteger.valueOf(serial++),
                    Date.from(Instant.now().minus(EARLIER)),
                    Date.from(until),
                    subject,
                    pair.getPublic());
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
            if (!names.isEmpty()) {
                var all = new GeneralNames(
                        names.stream().map(CertificateAuthority::general).toArray(GeneralName[]::new));
                builder.addExtension(Extension.subjectAlternativeName, false, all);
            }
            var algorithm = keys.getPrivate().getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA";
            return new JcaX509CertificateConverter()
                    .getCertificate(builder.build(new JcaContentSignerBuilder(algorithm).build(keys.getPrivate())));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static GeneralName general(String name) {
        var value = name.substring(name.indexOf(':') + 1);
        return switch (name.substring(0, name.indexOf(':'))) {
            case "dns" -> new GeneralName(GeneralName.dNSName, value);
            case "uri" -> new GeneralName(GeneralName.uniformResourceIdentifier, value);
            case "ip" -> new GeneralName(GeneralName.iPAddress, value);
            default -> throw new AssertionError(name);
        };
    }

    /** What a client or a server needs that trusts this authority and shows this certificate, or none. */
    public SSLContext trusting(Issued... own) {
        try {
            var store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setCertificateEntry("ca", certificate);
            var trust = TrustManagerFactory.getInstance("PKIX");
            trust.init(store);
            var shown = KeyStore.getInstance("PKCS12");
            shown.load(null, null);
            for (var issued : own) {
                shown.setKeyEntry("own", issued.key(), new char[0], new X509Certificate[] {issued.certificate()});
            }
            var keyManagers = KeyManagerFactory.getInstance("PKIX");
            keyManagers.init(shown, new char[0]);
            var context = SSLContext.getInstance("TLS");
            context.init(own.length == 0 ? null : anyAuthority(keyManagers), trust.getTrustManagers(), null);
            return context;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** Shows its certificate whichever authorities the server asks for, as openssl does. */
    private static KeyManager[] anyAuthority(KeyManagerFactory factory) {
        var own = (X509ExtendedKeyManager) factory.getKeyManagers()[0];
        return new KeyManager[] {new Stubborn(own)};
    }

    /** Has one answer. */
    private static final class Stubborn extends X509ExtendedKeyManager {
        private final X509ExtendedKeyManager own;
        private final String alias;

        Stubborn(X509ExtendedKeyManager own) {
            this.own = own;
            this.alias = Arrays.stream(new String[] {"EC", "RSA"})
                    .map(type -> own.getClientAliases(type, null))
                    .filter(aliases -> aliases != null)
                    .findFirst()
                    .orElseThrow()[0];
        }

        @Override
        public String chooseClientAlias(String[] types, Principal[] issuers, Socket socket) {
            return alias;
        }

        @Override
        public String chooseEngineClientAlias(String[] types, Principal[] issuers, SSLEngine engine) {
            return alias;
        }

        @Override
        public String chooseEngineServerAlias(String type, Principal[] issuers, SSLEngine engine) {
            return own.chooseEngineServerAlias(type, null, engine);
        }

        @Override
        public X509Certificate[] getCertificateChain(String which) {
            return own.getCertificateChain(which);
        }

        @Override
        public PrivateKey getPrivateKey(String which) {
            return own.getPrivateKey(which);
        }

        @Override
        public String[] getClientAliases(String type, Principal[] issuers) {
            return new String[] {alias};
        }

        @Override
        public String[] getServerAliases(String type, Principal[] issuers) {
            return own.getServerAliases(type, null);
        }

        @Override
        public String chooseServerAlias(String type, Principal[] issuers, Socket socket) {
            return own.chooseServerAlias(type, null, socket);
        }
    }

    private static Instant nextYear() {
        return Instant.now().plus(Duration.ofDays(365));
    }

    private static KeyPair keys(String algorithm) {
        try {
            var generator = KeyPairGenerator.getInstance(algorithm.startsWith("RSA") ? "RSA" : "EC");
            generator.initialize(
                    switch (algorithm) {
                        case "RSA" -> 2048;
                        case "RSA-1024" -> 1024;
                        case "P-384" -> 384;
                        case "EC", "P-256" -> 256;
                        default -> throw new AssertionError(algorithm);
                    });
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}

package org.sipverify.sip.tls;

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

/** Signs the certificates of a test. */
public final class CertificateAuthority {
    private static final KeyPairGenerator EC = generator("EC", 256);
    private static final KeyPairGenerator RSA = generator("RSA", 2048);

    private final X500Name name;
    private final KeyPair keys = EC.generateKeyPair();
    private final X509Certificate certificate;
    private long serial = 1;

    /** A certificate and its key. */
    public record Issued(X509Certificate certificate, PrivateKey key) {}

    public CertificateAuthority(String name) {
        this.name = new X500Name("CN=" + name);
        this.certificate = sign(this.name, keys, List.of(), Duration.ofDays(1), true);
    }

    public X509Certificate certificate() {
        return certificate;
    }

    /** With an EC key; each name is one of a subjectAltName: {@code dns:}, {@code uri:} or {@code ip:} in front. */
    public Issued issue(String... names) {
        return issue(EC, Duration.ofDays(1), names);
    }

    public Issued issueRsa(String... names) {
        return issue(RSA, Duration.ofDays(1), names);
    }

    public Issued issueExpired(String... names) {
        return issue(EC, Duration.ofDays(-1), names);
    }

    private Issued issue(KeyPairGenerator generator, Duration valid, String... names) {
        var pair = generator.generateKeyPair();
        return new Issued(
                sign(new X500Name("CN=common.example"), pair, List.of(names), valid, false), pair.getPrivate());
    }

    private X509Certificate sign(
            X500Name subject, KeyPair pair, List<String> names, Duration valid, boolean authority) {
        try {
            var now = Instant.now();
            var builder = new JcaX509v3CertificateBuilder(
                    name,
                    BigInteger.valueOf(serial++),
                    Date.from(now.minus(Duration.ofDays(2))),
                    Date.from(now.plus(valid)),
                    subject,
                    pair.getPublic());
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
            if (!names.isEmpty()) {
                var all = new GeneralNames(
                        names.stream().map(CertificateAuthority::general).toArray(GeneralName[]::new));
                builder.addExtension(Extension.subjectAlternativeName, false, all);
            }
            return new JcaX509CertificateConverter()
                    .getCertificate(
                            builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate())));
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

    /** What a peer needs that trusts this authority and shows these certificates, or none. */
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
                shown.setKeyEntry("own", issued.key, new char[0], new X509Certificate[] {issued.certificate});
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

    private static KeyPairGenerator generator(String algorithm, int bits) {
        try {
            var generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(bits);
            return generator;
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}

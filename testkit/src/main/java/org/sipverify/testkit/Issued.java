package org.sipverify.testkit;

import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.X509Certificate;

/** A certificate and its key. */
public record Issued(X509Certificate certificate, PrivateKey key) {
    public PublicKey publicKey() {
        return certificate.getPublicKey();
    }
}

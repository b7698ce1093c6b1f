package org.sipverify.sip.tls;

import java.security.cert.CertificateException;
import java.util.Collection;

/** A certificate is valid, but for another name. */
public final class OtherNameException extends CertificateException {
    /** Takes the names that the certificate is for. */
    public OtherNameException(Collection<String> names) {
        super(String.join(", ", names));
    }
}

package org.sipverify.verifier.http;

import java.io.IOException;

/** A proxy did not connect to the verifier. */
final class ProxyRefusalException extends IOException {
    private final int status;

    ProxyRefusalException(int status) {
        super("the proxy answered HTTP " + status);
        this.status = status;
    }

    /** The HTTP status of its response to CONNECT. */
    int status() {
        return status;
    }
}

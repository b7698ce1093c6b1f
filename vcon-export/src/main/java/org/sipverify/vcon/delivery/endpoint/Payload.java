package org.sipverify.vcon.delivery.endpoint;

/** The exact bytes for an endpoint. */
public final class Payload {
    private final byte[] bytes;
    private final String digest;
    private final boolean trimmed;

    public Payload(byte[] bytes, boolean trimmed) {
        this.bytes = bytes;
        this.digest = Digest.of(bytes);
        this.trimmed = trimmed;
    }

    public byte[] bytes() {
        return bytes;
    }

    public String digest() {
        return digest;
    }

    /** Whether details were left out because of the size. */
    public boolean trimmed() {
        return trimmed;
    }
}

package org.sipverify.vcon.delivery;

/** The exact bytes for an endpoint. */
final class Payload {
    private final byte[] bytes;
    private final String digest;
    private final boolean trimmed;

    Payload(byte[] bytes, boolean trimmed) {
        this.bytes = bytes;
        this.digest = Digest.of(bytes);
        this.trimmed = trimmed;
    }

    byte[] bytes() {
        return bytes;
    }

    String digest() {
        return digest;
    }

    /** Whether details were left out because of the size. */
    boolean trimmed() {
        return trimmed;
    }
}

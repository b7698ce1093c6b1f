package org.sipverify.vcon.store;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.GZIPOutputStream;

/** RFC 1952. */
final class Gzip {
    static byte[] compressed(byte[] octets) throws IOException {
        var packed = new ByteArrayOutputStream(octets.length / 3);
        try (var out = new GZIPOutputStream(packed)) {
            out.write(octets);
        }
        return packed.toByteArray();
    }

    private Gzip() {}
}

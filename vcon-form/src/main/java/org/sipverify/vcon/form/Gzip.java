package org.sipverify.vcon.form;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** gzip (RFC 1952), recognised by its first two bytes. */
public final class Gzip {
    private Gzip() {}

    /**
     * Inflates gzip; returns other bytes as they are.
     *
     * @param most bytes after inflation: a small file can become a very large one
     * @throws MalformedVconException when they are broken, or there are more
     */
    public static byte[] inflated(byte[] bytes, int most) throws MalformedVconException {
        if (bytes.length < 2 || bytes[0] != 0x1f || bytes[1] != (byte) 0x8b) {
            return bytes;
        }
        try (var in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            var inflated = in.readNBytes(most);
            if (in.read() >= 0) {
                throw MalformedVconException.larger(most);
            }
            return inflated;
        } catch (IOException e) {
            throw new MalformedVconException("broken gzip: " + e.getMessage());
        }
    }

    /** The bytes, compressed. */
    public static byte[] deflated(byte[] bytes) {
        var compressed = new ByteArrayOutputStream(bytes.length / 3);
        try (var out = new GZIPOutputStream(compressed)) {
            out.write(bytes);
        } catch (IOException e) {
            throw new IllegalStateException("memory cannot be written to", e);
        }
        return compressed.toByteArray();
    }
}

package org.sipverify.vcon.form;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** gzip (RFC 1952), recognised by its first two bytes. */
public final class Gzip {
    /** Bytes after inflation. A call with all its messages has some ten thousand; what has more is no vCon of a call. */
    public static final int LARGEST = 128 * 1024 * 1024;

    private Gzip() {}

    /**
     * What was compressed; bytes that are no gzip as they are.
     *
     * @throws MalformedVconException when they are broken or larger than {@link #LARGEST}
     */
    public static byte[] inflated(byte[] bytes) throws MalformedVconException {
        if (bytes.length < 2 || bytes[0] != 0x1f || bytes[1] != (byte) 0x8b) {
            return bytes;
        }
        try (var in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            var inflated = in.readNBytes(LARGEST);
            if (in.read() >= 0) {
                throw new MalformedVconException("more than " + LARGEST + " bytes in it");
            }
            return inflated;
        } catch (IOException e) {
            throw new MalformedVconException("no sound gzip");
        }
    }

    /** The bytes, compressed. */
    public static byte[] deflated(byte[] bytes) {
        var compressed = new ByteArrayOutputStream(bytes.length / 2);
        try (var out = new GZIPOutputStream(compressed)) {
            out.write(bytes);
        } catch (IOException e) {
            throw new IllegalStateException("memory cannot be written to", e);
        }
        return compressed.toByteArray();
    }
}

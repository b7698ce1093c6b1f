package org.sipverify.app.report;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Lines of bytes, one after the other. Of a line that is too long only the beginning is kept. */
final class Lines {
    /** An audit line has a few hundred bytes; a file without line ends must not fill the memory. */
    private static final int LONGEST = 1 << 20;

    private final InputStream in;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream(1024);

    Lines(InputStream in) {
        this.in = in;
    }

    /** Empty at the end of the file. */
    Optional<byte[]> next() throws IOException {
        line.reset();
        int octet = in.read();
        if (octet < 0) {
            return Optional.empty();
        }
        while (octet >= 0 && octet != '\n') {
            if (line.size() < LONGEST) {
                line.write(octet);
            }
            octet = in.read();
        }
        return Optional.of(line.toByteArray());
    }
}

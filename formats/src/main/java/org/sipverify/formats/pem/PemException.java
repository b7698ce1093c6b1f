package org.sipverify.formats.pem;

import java.nio.file.Path;

/** A PEM file that cannot be used; the message is the file and what is wrong with it. */
public final class PemException extends Exception {
    private final Path file;
    private final String what;

    /** Says what is wrong. */
    public PemException(Path file, String what) {
        super(file + ": " + what);
        this.file = file;
        this.what = what;
    }

    /** The file at fault: the one with the passphrase when the passphrase is wrong. */
    public Path file() {
        return file;
    }

    /** What is wrong, without the file. */
    public String what() {
        return what;
    }
}

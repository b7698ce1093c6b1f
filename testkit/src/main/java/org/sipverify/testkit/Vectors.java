package org.sipverify.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;

/** The files of {@code vectors}, which are on the class path; the README of each directory says where they are from. */
final class Vectors {
    private Vectors() {}

    static byte[] read(String name) {
        try (var in = Vectors.class.getResourceAsStream("/vectors/" + name)) {
            if (in == null) {
                throw new AssertionError("not a file of testkit's vectors: " + name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package org.sipverify.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;

/**
 * What the delivery remembers beside the vCons: {@code .ack/ENDPOINT/2026/11/20/UUID} for what an endpoint has taken, {@code
 * .quarantine/ENDPOINT/2026/11/20/UUID.*} for what it refused. What is in neither is sent.
 */
record Acknowledgements(Path store) {

    /** Endpoints that something was sent to. */
    List<String> endpoints() throws IOException {
        var names = new TreeSet<String>();
        for (var directory : List.of(store.resolve(".ack"), store.resolve(".quarantine"))) {
            if (Files.isDirectory(directory)) {
                try (var endpoints = Files.newDirectoryStream(directory)) {
                    endpoints.forEach(it -> names.add(String.valueOf(it.getFileName())));
                }
            }
        }
        return List.copyOf(names);
    }

    /** Forgets that this vCon was taken or refused; whether there was anything to forget. */
    boolean forget(String endpoint, Path file, String uuid) throws IOException {
        var day = store.toRealPath().relativize(file.toRealPath().getParent());
        var acknowledged = store.resolve(".ack").resolve(endpoint).resolve(day);
        var forgotten = Files.deleteIfExists(acknowledged.resolve(uuid));
        Files.deleteIfExists(acknowledged.resolve(uuid + ".tried"));
        var refused = store.resolve(".quarantine").resolve(endpoint).resolve(day);
        if (!Files.isDirectory(refused)) {
            return forgotten;
        }
        try (var files = Files.newDirectoryStream(refused, uuid + ".*")) {
            for (var answer : files) {
                forgotten |= Files.deleteIfExists(answer);
            }
        }
        return forgotten;
    }
}

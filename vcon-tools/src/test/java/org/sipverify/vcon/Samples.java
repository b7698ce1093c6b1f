package org.sipverify.vcon;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The vCons and schemas beside the project: in {@code SIP_VERIFY_VECTORS}, by default {@code ../../shared/vectors}. Without
 * them the tests that need them are skipped.
 */
public final class Samples {
    public static final List<String> NAMES = List.of("answered-b2bua-call", "redirected-call", "cancelled-call");

    private Samples() {}

    /** A sample as it is in its file. */
    public static byte[] bytes(String name) {
        return file("samples/" + name + ".vcon.json");
    }

    /** A sample that may be changed. */
    public static ObjectNode json(String name) {
        try {
            return (ObjectNode) new ObjectMapper().readTree(bytes(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static String schema(String name) {
        return new String(file("schema/" + name + ".json"), java.nio.charset.StandardCharsets.UTF_8);
    }

    private static byte[] file(String name) {
        var named = Optional.ofNullable(System.getProperty("SIP_VERIFY_VECTORS"))
                .or(() -> Optional.ofNullable(System.getenv("SIP_VERIFY_VECTORS")));
        var file = Path.of(named.orElse("../../shared/vectors"), "vcon", name);
        assumeTrue(Files.isReadable(file), () -> "no test vectors: set SIP_VERIFY_VECTORS; not found: " + file);
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

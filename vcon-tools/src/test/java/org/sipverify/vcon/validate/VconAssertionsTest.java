package org.sipverify.vcon.validate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sipverify.testkit.VconAssertions;
import org.sipverify.testkit.VconSamples;

/** The assertions that the tests of several modules rely on find what is wrong. */
class VconAssertionsTest {
    @TempDir
    private Path directory;

    @Test
    void theSamplesAreValid() throws Exception {
        for (var name : VconSamples.NAMES) {
            Files.write(directory.resolve(name + ".vcon"), VconSamples.bytes(name));
        }

        assertEquals(
                VconSamples.NAMES.size(),
                VconAssertions.of("VconAssertionsTest", Validation::of).areValid(directory));
    }

    @ParameterizedTest
    @MethodSource
    void whatIsNotValidIsFound(Consumer<ObjectNode> damage) throws Exception {
        var vcon = VconSamples.json("redirected-call");
        damage.accept(vcon);
        Files.writeString(directory.resolve("damaged.vcon"), vcon.toString());

        assertThrows(AssertionError.class, () -> VconAssertions.of("VconAssertionsTest", Validation::of)
                .areValid(directory));
    }

    static Stream<Arguments> whatIsNotValidIsFound() {
        var secret = VconAssertions.CREDENTIALS.get(0);
        return Stream.of(
                damage("by the core's schema", it -> at(it, "/dialog/0").remove("disposition")),
                damage("by the extension's schema", it -> at(it, "/dialog/0").put("sip_cseq", "1 INVITE")),
                damage("by the rules beyond", it -> at(it, "/attachments/0").put("party", 9)),
                damage("a credential", it -> it.put("subject", secret)),
                damage("a credential in an encoded body", it -> at(it, "/attachments/0")
                        .put("encoding", "base64url")
                        .put("body", Base64.getUrlEncoder().withoutPadding().encodeToString(secret.getBytes(UTF_8)))));
    }

    @Test
    void aCredentialInAnyFileIsFound() throws Exception {
        Files.writeString(directory.resolve("1.journal"), "response=" + VconAssertions.CREDENTIALS.get(0));

        assertThrows(AssertionError.class, () -> VconAssertions.of("VconAssertionsTest", Validation::of)
                .areValid(directory));
    }

    private static Arguments damage(String name, Consumer<ObjectNode> damage) {
        return argumentSet(name, damage);
    }

    private static ObjectNode at(ObjectNode vcon, String pointer) {
        return (ObjectNode) vcon.at(pointer);
    }
}

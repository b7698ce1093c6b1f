package org.sipverify.vcon;

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

/** Who judges the other tests must be able to say no. */
class JudgeTest {
    @TempDir
    private Path directory;

    @Test
    void theSamplesAreSound() throws Exception {
        for (var name : Samples.NAMES) {
            Files.write(directory.resolve(name + ".vcon"), Samples.bytes(name));
        }

        assertEquals(Samples.NAMES.size(), Judge.of("JudgeTest").all(directory));
    }

    @ParameterizedTest
    @MethodSource
    void whatIsNotSoundIsFound(Consumer<ObjectNode> damage) throws Exception {
        var vcon = Samples.json("redirected-call");
        damage.accept(vcon);
        Files.writeString(directory.resolve("damaged.vcon"), vcon.toString());

        assertThrows(AssertionError.class, () -> Judge.of("JudgeTest").all(directory));
    }

    static Stream<Arguments> whatIsNotSoundIsFound() {
        var secret = Judge.CREDENTIALS.get(0);
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
        Files.writeString(directory.resolve("1.journal"), "response=" + Judge.CREDENTIALS.get(0));

        assertThrows(AssertionError.class, () -> Judge.of("JudgeTest").all(directory));
    }

    private static Arguments damage(String name, Consumer<ObjectNode> damage) {
        return argumentSet(name, damage);
    }

    private static ObjectNode at(ObjectNode vcon, String pointer) {
        return (ObjectNode) vcon.at(pointer);
    }
}

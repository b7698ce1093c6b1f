package org.sipverify.verifier.pinned;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import com.typesafe.config.ConfigException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PinnedSignersTest {
    private static final String KEY = PassportSigner.generate().publicKey();
    private static final String GOOD = """
            signers = [
              {
                kid = "https://w.example/oobi/E"
                key = "%s"
                numbers = ["+1555*"]
                brand { name = ACME }
                valid-until = "2027-01-01T00:00:00Z"
              }
            ]
            """.formatted(KEY);

    @TempDir
    Path directory;

    @Test
    void readsTheFile() throws Exception {
        var signer =
                PinnedSigners.read(file(GOOD)).find("https://w.example/oobi/E").orElseThrow();

        assertEquals("ACME", signer.brand().orElseThrow().name());
        assertEquals(KEY, signer.key().toString());
        assertTrue(signer.mayUse("+15551234567"));
    }

    @Test
    void nobodyIsPinnedInAnEmptyList() throws Exception {
        assertEquals(0, PinnedSigners.read(file("signers = []")).size());
        assertEquals(0, PinnedSigners.none().size());
    }

    @ParameterizedTest
    @MethodSource
    void namesFileAndLineOfAMistake(int line, String right, String wrong) throws Exception {
        var file = file(GOOD.replace(right, wrong));

        var mistake = assertThrows(ConfigException.class, () -> PinnedSigners.read(file));

        assertTrue(mistake.getMessage().contains("signers.conf: " + line), mistake.getMessage());
    }

    static Stream<Arguments> namesFileAndLineOfAMistake() {
        return Stream.of(
                argumentSet("kid is not an address", 3, "https://w.example/oobi/E", "EAbc"),
                argumentSet("kid missing", 2, "kid = \"https://w.example/oobi/E\"", ""),
                argumentSet("key too short", 4, KEY, "abc"),
                argumentSet("key no point of the curve", 4, KEY, "A".repeat(43)),
                argumentSet("number", 5, "+1555*", "+1555x"),
                argumentSet("number in a long list", 7, "\"+1555*\"", "\"+1555*\",\n\"+1666*\"\n\"+1x\""),
                argumentSet("brand empty", 6, "name = ACME", ""),
                argumentSet("numbers no list", 5, "[\"+1555*\"]", "{}"),
                argumentSet("brand misspelt", 6, "name = ACME", "nam = ACME"),
                argumentSet("brand logo", 6, "name = ACME", "logo = \"ftp://x\""),
                argumentSet("date", 7, "2027-01-01T00:00:00Z", "soon"),
                argumentSet("setting misspelt", 7, "valid-until", "valid-untill"),
                argumentSet(
                        "ends before it begins",
                        7,
                        "valid-until = ",
                        "valid-from = \"2028-01-01T00:00:00Z\", valid-until = "),
                argumentSet("text behind the numbers", 5, "[\"+1555*\"]", "[\"+1555*\"] x"),
                argumentSet("text instead of the list", 1, "signers = [", "signers = []x\nsigners = ${signers} ["),
                argumentSet("section misspelt", 1, "signers =", "singers ="),
                argumentSet("syntax", 1, "signers = [", "signers = {["));
    }

    @Test
    void refusesTwoSignersOfOneKid() throws Exception {
        var file = file(GOOD + "signers = ${signers} ${signers}");

        assertThrows(ConfigException.class, () -> PinnedSigners.read(file));
    }

    @Test
    void refusesAMissingFile() {
        assertThrows(ConfigException.class, () -> PinnedSigners.read(directory.resolve("none.conf")));
    }

    private Path file(String text) throws Exception {
        return Files.writeString(directory.resolve("signers.conf"), text);
    }
}

package org.sipverify.app.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A text that somebody sends in place of the policy file. */
class ProposedPolicyTest {
    private static final String RULE =
            "rules = [{ name = listed, when { dest { file = \"%s\" } }, action = reject, reason-code = 603 }]\n";

    @TempDir
    private Path directory;

    private Path list;
    private String shipped;
    private ProposedPolicy proposed;

    @BeforeEach
    void inForce() throws IOException {
        list = Files.writeString(directory.resolve("numbers"), "+449\n");
        shipped = Files.readString(Path.of("../conf/policies/always-redirect.conf"));
        var path = Files.writeString(directory.resolve("policy.conf"), RULE.formatted(list) + shipped);
        var read = Settings.from(
                Configuration.load(Optional.empty(), Map.of("policy.path", path.toString()))
                        .settings(),
                directory);
        var reads = new FileReads();
        new PolicyReader(read, reads).read();
        proposed = new ProposedPolicy(read, reads.kept());
    }

    @Test
    void itMayUseTheListsOfThePolicyInForce() {
        assertEquals(
                List.of("listed"), proposed.read(RULE.formatted(list) + shipped).ruleNames());
    }

    @Test
    void itReadsNoOtherFile() throws IOException {
        var secret = Files.writeString(directory.resolve("secret"), "+hidden\n");

        var refused = assertThrows(ConfigException.class, () -> proposed.read(RULE.formatted(secret) + shipped));

        var message = String.valueOf(refused.getMessage());
        assertTrue(message.contains("no other is read"), message);
        assertFalse(message.contains("hidden"), message);
    }

    @Test
    void aMistakeNamesItsLine() {
        var refused = assertThrows(ConfigException.class, () -> proposed.read("mode = enforc\n" + shipped));

        assertTrue(String.valueOf(refused.getMessage()).contains("1: mode"), refused::getMessage);
    }

    @Test
    void itIncludesNothing() {
        assertThrows(ConfigException.class, () -> proposed.read("include \"/etc/passwd\"\n" + shipped));
    }
}

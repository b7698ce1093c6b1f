package org.sipverify.app.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.sipverify.app.config.Configuration;
import org.sipverify.verifier.pinned.PassportSigner;

/**
 * A signer for trying the server out. Each directory gets a key of its own, so that no published key is ever trusted.
 */
public final class DemoSigner {
    public static final String KID = "https://demo.sip-verify.invalid/oobi/demo/controller";
    public static final String DOSSIER = "https://demo.sip-verify.invalid/dossier/demo";
    public static final String NUMBER = "+15551234567";

    private static final String KEY_FILE = "signer.pem";
    private static final String SIGNERS_FILE = "signers.conf";

    /** The configuration with the demo signer trusted, unless it names a verifier or signers of its own. */
    public static Configuration trusted(Configuration configuration, Path directory) {
        var settings = configuration.settings();
        if (!settings.getString("verifier.url").isEmpty()
                || !settings.getString("verifier.signers-file").isEmpty()) {
            return configuration;
        }
        try {
            prepare(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var file = directory.resolve(SIGNERS_FILE).toAbsolutePath().toString();
        return configuration.with("verifier.signers-file", file, "--demo");
    }

    /** The demo key and the file that trusts it, made when absent. */
    static PassportSigner prepare(Path directory) throws IOException {
        var keyFile = directory.resolve(KEY_FILE);
        if (!Files.exists(keyFile)) {
            Files.createDirectories(directory);
            var made = PassportSigner.generate();
            made.write(keyFile);
            Files.writeString(directory.resolve(SIGNERS_FILE), trusting(made));
        }
        return PassportSigner.read(keyFile);
    }

    private static String trusting(PassportSigner signer) {
        return """
                // Made by "sip-verify serve --demo". Trusts the holder of %s beside it.
                signers = [
                  {
                    kid = "%s"
                    key = "%s"
                    numbers = ["%s", "+1555010*"]
                    brand { name = "ACME Corporation", logo = "https://cdn.acme.example/logo.png" }
                  }
                ]
                """.formatted(KEY_FILE, KID, signer.publicKey(), NUMBER);
    }

    private DemoSigner() {}
}

package org.sipverify.app.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sipverify.formats.config.Secret;
import org.sipverify.formats.file.SecretSource;
import org.sipverify.sip.digest.Credentials;
import org.sipverify.vcon.show.Terminal;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Who answers a server's challenge. */
@SuppressWarnings("FieldCanBeFinal") // the command line sets them
public final class CredentialOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--user",
            paramLabel = "NAME",
            description = "The user name that answers a Digest challenge (401 or 407); needs --password-file.")
    private String user = "";

    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            description = "The password of --user: the first line of this file.")
    private @Nullable Path passwordFile;

    /**
     * What the options say; {@link Credentials#NONE} without them.
     *
     * @throws ParameterException when only one is given, or the file cannot be read
     */
    public Credentials read() {
        if (user.isEmpty() != (passwordFile == null)) {
            throw mistake("--user and --password-file go together");
        }
        if (passwordFile == null) {
            return Credentials.NONE;
        }
        try {
            return new Credentials(user, new Secret(new SecretSource(Secret.NONE, Optional.of(passwordFile)).reveal()));
        } catch (IOException e) {
            throw mistake("--password-file: " + e.getMessage());
        } catch (IllegalArgumentException e) {
            throw mistake("--user: " + e.getMessage());
        }
    }

    private ParameterException mistake(String what) {
        return new ParameterException(spec.commandLine(), Terminal.safe(what));
    }
}

package org.sipverify.app.cli.vcon;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.sipverify.formats.file.PrivateFiles;
import org.sipverify.formats.pem.PemException;
import org.sipverify.formats.pem.PemFile;
import org.sipverify.vcon.form.Form.Encrypted;
import org.sipverify.vcon.form.MalformedVconException;
import org.sipverify.vcon.form.VconReader;
import org.sipverify.vcon.seal.Decryption;
import org.sipverify.vcon.seal.SealException;
import org.sipverify.vcon.show.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sip-verify vcon decrypt}: what is in it? */
@Command(
        name = "decrypt",
        mixinStandardHelpOptions = true,
        description = {
            "Decrypt a vCon with the private key of a recipient.",
            "What comes out is usually a signed vCon: check it with \"vcon verify\", look at it with \"vcon show\". With"
                    + " --out the file is new, may be read by you alone, and holds exactly what was encrypted."
        },
        footer = {"", "Example:", "  sip-verify vcon decrypt call.vcon --key archive.key --out call-open.vcon"})
@SuppressWarnings("FieldCanBeFinal") // the command line sets them
final class VconDecryptCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "FILE", description = "An encrypted vCon.")
    private Path file = Path.of("");

    @Option(names = "--key", paramLabel = "FILE", required = true, description = "The RSA private key, PEM.")
    private Path key = Path.of("");

    @Option(
            names = "--key-password-file",
            paramLabel = "FILE",
            description =
                    "The first line is the key's password. It has no option of its own, because others see those.")
    private @Nullable Path passwordFile;

    @Option(names = "--out", paramLabel = "FILE", description = "Write here instead of to standard output.")
    private @Nullable Path target;

    @Override
    public Integer call() throws IOException {
        var out = new VconOutput(spec);
        out.mustExist(passwordFile == null ? List.of(file, key) : List.of(file, key, passwordFile));
        try {
            if (!(VconReader.read(file) instanceof Encrypted encrypted)) {
                out.complain(file, "is not encrypted");
                return 1;
            }
            write(out, Decryption.open(encrypted, PemFile.privateKey(key, Optional.ofNullable(passwordFile))));
            return 0;
        } catch (PemException e) {
            out.complain(e.file(), e.what());
            return 1;
        } catch (SealException | MalformedVconException e) {
            out.complain(file, String.valueOf(e.getMessage()));
            return 1;
        }
    }

    /** To a terminal goes JSON that is safe there; to a file the very bytes. */
    private void write(VconOutput out, byte[] opened) throws IOException, MalformedVconException {
        if (target == null) {
            out.line(Terminal.safeJson(new String(VconReader.unpacked(opened), StandardCharsets.UTF_8)));
            spec.commandLine().getOut().flush();
            return;
        }
        try {
            PrivateFiles.create(target, opened);
        } catch (java.nio.file.FileAlreadyExistsException e) {
            throw out.mistake("--out " + target + " exists already");
        }
    }
}

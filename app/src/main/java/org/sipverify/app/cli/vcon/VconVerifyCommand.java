package org.sipverify.app.cli.vcon;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.sipverify.app.index.PointInTime;
import org.sipverify.vcon.form.Form.Signed;
import org.sipverify.vcon.seal.SealException;
import org.sipverify.vcon.seal.Signature;
import org.sipverify.vcon.seal.Trust;
import org.sipverify.vcon.show.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sip-verify vcon verify}: who signed it, and is it unchanged? */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = {
            "Check the signature of a vCon: that it holds, that its certificate leads to an authority you name, and that"
                    + " header and content have the same uuid.",
            "Ends with 0 when all of this holds and with 1 when not. Revocation of certificates is not asked for."
        },
        footer = {"", "Example:", "  sip-verify vcon verify call.vcon --ca /etc/sip-verify/vcon-ca.pem"})
@SuppressWarnings("FieldCanBeFinal") // the command line sets them
final class VconVerifyCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private VconSource source = new VconSource();

    @Option(
            names = "--ca",
            paramLabel = "FILE",
            required = true,
            description = "Certificates of trusted authorities, PEM.")
    private Path ca = Path.of("");

    @Option(
            names = "--at",
            paramLabel = "TIME",
            description =
                    "When the certificates must have been valid, such as 2026-11-20 (default: now). Certificates end;"
                            + " archives stay.")
    private @Nullable String at;

    @Override
    public Integer call() throws IOException {
        var out = new VconOutput(spec);
        var trust = trust(out);
        var time = time(out);
        var found = source.find(out);
        if (!(found.form() instanceof Signed signed)) {
            out.complain(found.file(), "is " + found.form().text() + ": there is no signature to check");
            return 1;
        }
        try {
            var verified = Signature.verify(signed, trust, time);
            out.line(Terminal.safe("signed by " + verified.signer() + " with " + verified.algorithm()
                    + ", certificate valid until " + verified.until()));
            out.line("uuid " + verified.uuid());
            spec.commandLine().getOut().flush();
            return 0;
        } catch (SealException e) {
            out.complain(found.file(), String.valueOf(e.getMessage()));
            return 1;
        }
    }

    private Instant time(VconOutput out) {
        try {
            return at == null ? Instant.now() : PointInTime.parse(at, false, InstantSource.system());
        } catch (IllegalArgumentException e) {
            throw out.mistake("--at " + e.getMessage());
        }
    }

    private Trust trust(VconOutput out) {
        out.mustExist(List.of(ca));
        try {
            return Trust.anchors(ca);
        } catch (SealException e) {
            throw out.mistake("--ca: " + e.getMessage());
        }
    }
}

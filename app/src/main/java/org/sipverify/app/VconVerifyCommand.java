package org.sipverify.app;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.sipverify.vcon.form.Form.Signed;
import org.sipverify.vcon.read.SealException;
import org.sipverify.vcon.read.Seals;
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
        var authorities = authorities(out);
        var time = time(out);
        var found = source.find(out);
        if (!(found.form() instanceof Signed signed)) {
            out.complain(found.file(), "is " + found.form().text() + ": there is no signature to check");
            return 1;
        }
        try {
            var signer = Seals.standard().verify(signed.jws(), authorities, time);
            out.line(Terminal.safe("signed by " + signer.name() + " with " + signer.algorithm()
                    + ", certificate valid until " + signer.until()));
            out.line("uuid " + uuid(signed));
            spec.commandLine().getOut().flush();
            return 0;
        } catch (SealException e) {
            out.complain(found.file(), String.valueOf(e.getMessage()));
            return 1;
        }
    }

    /** The unprotected header is covered by no signature, so it must say what the content says. */
    private static String uuid(Signed signed) throws SealException {
        var inside = signed.vcon().map(vcon -> vcon.path("uuid").asText("")).orElse("");
        for (var signature : signed.jws().path("signatures")) {
            var header = signature.path("header").path("uuid");
            if (!header.isMissingNode() && !header.asText("").equalsIgnoreCase(inside)) {
                throw new SealException(
                        "the header has another uuid than the content: " + header.asText("") + " and " + inside);
            }
        }
        return Terminal.safe(inside);
    }

    private Instant time(VconOutput out) {
        try {
            return at == null ? Instant.now() : Moment.parse(at, false, InstantSource.system());
        } catch (IllegalArgumentException e) {
            throw out.mistake("--at " + e.getMessage());
        }
    }

    private Set<X509Certificate> authorities(VconOutput out) throws IOException {
        out.mustExist(java.util.List.of(ca));
        var authorities = new HashSet<X509Certificate>();
        try {
            var factory = CertificateFactory.getInstance("X.509");
            for (var certificate : factory.generateCertificates(new ByteArrayInputStream(Files.readAllBytes(ca)))) {
                authorities.add((X509Certificate) certificate);
            }
        } catch (CertificateException e) {
            throw out.mistake("--ca " + ca + " holds no certificates in PEM: " + e.getMessage());
        }
        if (authorities.isEmpty()) {
            throw out.mistake("--ca " + ca + " holds no certificates in PEM");
        }
        return authorities;
    }
}

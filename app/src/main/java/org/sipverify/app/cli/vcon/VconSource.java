package org.sipverify.app.cli.vcon;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sipverify.vcon.form.Form;
import org.sipverify.vcon.form.MalformedVconException;
import org.sipverify.vcon.form.VconReader;
import org.sipverify.vcon.read.VconFinder;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The one vCon that a command is about: a file, or what is searched for in a directory. */
@SuppressWarnings("FieldCanBeFinal") // the command line sets them
final class VconSource {
    @Parameters(paramLabel = "FILE|DIR", description = "A vCon, or a directory to find it in.")
    private Path path = Path.of("");

    @Option(
            names = "--uuid",
            paramLabel = "UUID",
            description = "In a directory: the vCon of this uuid; its first characters suffice.")
    private @Nullable String uuid;

    @Option(
            names = "--call-id",
            paramLabel = "CALL-ID",
            description = "In a directory: the vCon with a leg of this Call-ID.")
    private @Nullable String callId;

    /** A vCon and where it is. */
    record Found(Path file, Form form) {}

    /** A vCon that can be looked into, and the form it was found in. */
    record Opened(ObjectNode vcon, String form) {}

    /** Finds it and looks into it; an encrypted one is complained about and absent. */
    Optional<Opened> open(VconOutput out) throws IOException {
        var found = find(out);
        var vcon = found.form().vcon();
        if (vcon.isEmpty()) {
            out.complain(found.file(), "is encrypted: use \"sip-verify vcon decrypt\" first");
        }
        return vcon.map(it -> new Opened(it, found.form().text()));
    }

    /** Finds and reads it; a mistake when there is none, or more than one. */
    Found find(VconOutput out) throws IOException {
        out.mustExist(List.of(path));
        if (Files.isDirectory(path) && uuid == null && callId == null) {
            throw out.mistake(path + " is a directory: name the vCon with --uuid or --call-id");
        }
        if (!Files.isDirectory(path)) {
            return new Found(path, read(path));
        }
        var found = new VconFinder(Optional.ofNullable(uuid), Optional.ofNullable(callId)).find(path);
        if (found.size() == 1) {
            return new Found(found.get(0), read(found.get(0)));
        }
        var what = uuid == null ? "Call-ID " + callId : "uuid " + uuid;
        throw out.mistake(found.isEmpty() ? "no vCon with " + what + " in " + path : several(what, found));
    }

    private static String several(String what, List<Path> found) {
        return "several vCons with " + what + ", name one: "
                + String.join(", ", found.stream().limit(10).map(Path::toString).toList());
    }

    private static Form read(Path file) throws IOException {
        try {
            return VconReader.read(file);
        } catch (MalformedVconException e) {
            throw new IOException(org.sipverify.vcon.show.Terminal.safe(file + ": " + e.getMessage()), e);
        }
    }
}

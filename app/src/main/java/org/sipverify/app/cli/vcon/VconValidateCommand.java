package org.sipverify.app.cli.vcon;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.sipverify.vcon.form.MalformedVconException;
import org.sipverify.vcon.form.VconReader;
import org.sipverify.vcon.read.VconFiles;
import org.sipverify.vcon.show.Terminal;
import org.sipverify.vcon.validate.Problem;
import org.sipverify.vcon.validate.Validation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sip-verify vcon validate}: will others accept it? */
@Command(
        name = "validate",
        mixinStandardHelpOptions = true,
        description = {
            "Check vCons by the rules of core-03 and core-04 and of the sip-signaling extension.",
            "Beyond the schemas: indices, hashes, base64url, old names, times and uuid, traces and whole messages against"
                    + " their leg, media types, the uuid in a signature's header, and that no credential is anywhere. One"
                    + " line a problem: file, JSON pointer, what is wrong, what would be right. Of an encrypted vCon only"
                    + " the envelope is checked; a signature is checked by \"vcon verify\".",
            "Vcons are checked in the form in which they are stored, the drafts'. An endpoint with dialect = docs or"
                    + " json-bodies = string receives another form: use --dialect docs for it."
        },
        footer = {
            "",
            "Examples:",
            "  sip-verify vcon validate /var/lib/sip-verify/vcons --schema house-rules.json",
            "  sip-verify vcon validate received.json --dialect docs"
        })
@SuppressWarnings("FieldCanBeFinal") // the command line sets them
final class VconValidateCommand implements Callable<Integer>, VconFiles.Visitor {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private VconPaths paths = new VconPaths();

    @Option(names = "--schema", paramLabel = "FILE", description = "Another JSON schema to fulfil; may be given again.")
    private List<Path> schemas = new ArrayList<>();

    @Option(
            names = "--external",
            paramLabel = "DIR",
            description =
                    "The directory of the files that urls in the vCon point to, named by the last part of the url; their"
                            + " hashes are then checked. Nothing is fetched.")
    private @Nullable Path external;

    @Option(
            names = "--dialect",
            paramLabel = "draft|docs",
            description = "docs: also accept sip_cseq as \"1 INVITE\", compact extended PASSporTs and JSON bodies as"
                    + " text (default: ${DEFAULT-VALUE}).")
    private String dialect = "draft";

    /** Made when it is wanted: every start of the program makes every command. */
    private @Nullable Validation validation;

    private int files;
    private int bad;
    private int problems;

    @Override
    public Integer call() throws IOException {
        var out = new VconOutput(spec);
        var all = paths.existing(out);
        validation = validation(out);
        for (var path : all) {
            VconFiles.visit(path, day -> true, this);
        }
        out.line("%d vCon%s: %d valid, %d not, %d problem%s"
                .formatted(files, plural(files), files - bad, bad, problems, plural(problems)));
        spec.commandLine().getOut().flush();
        return bad > 0 ? 1 : 0;
    }

    private static String plural(int count) {
        return count == 1 ? "" : "s";
    }

    private Validation validation(VconOutput out) throws IOException {
        var texts = new ArrayList<String>();
        for (var schema : schemas) {
            out.mustExist(List.of(schema));
            texts.add(Files.readString(schema));
        }
        try {
            var drafts = Validation.with(this::externalFile, texts);
            return switch (dialect) {
                case "draft" -> drafts;
                case "docs" -> drafts.acceptingOlderForm();
                default -> throw out.mistake("--dialect must be draft or docs, not " + dialect);
            };
        } catch (IllegalArgumentException e) {
            throw out.mistake("--schema: " + e.getMessage());
        }
    }

    private Optional<byte[]> externalFile(String url) {
        var name = url.substring(url.lastIndexOf('/') + 1);
        if (external == null || !name.matches("[A-Za-z0-9_-][A-Za-z0-9._-]*")) {
            return Optional.empty();
        }
        try {
            return Optional.of(VconReader.bytes(external.resolve(name)));
        } catch (IOException | MalformedVconException notHere) {
            return Optional.empty();
        }
    }

    @Override
    public void file(Path file) {
        try {
            report(file, Objects.requireNonNull(validation).judge(VconReader.bytes(file)));
        } catch (MalformedVconException e) {
            report(file, List.of(new Problem("", String.valueOf(e.getMessage()), "a smaller file")));
        } catch (IOException e) {
            unreadable(file, e);
        }
    }

    @Override
    public void unreadable(Path file, IOException problem) {
        report(file, List.of(new Problem("", VconOutput.reason(problem), "a file that can be read")));
    }

    private void report(Path file, List<Problem> found) {
        files++;
        bad += found.isEmpty() ? 0 : 1;
        problems += found.size();
        found.forEach(it -> new VconOutput(spec).line(Terminal.safe(file + ": " + it)));
    }
}

package org.sipverify.app.cli.index;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.sipverify.app.index.VconRow;
import org.sipverify.formats.file.IoFailure;
import org.sipverify.index.IndexEditor;
import org.sipverify.index.IndexedCall;
import org.sipverify.vcon.form.MalformedVconException;
import org.sipverify.vcon.read.VconFiles;
import org.sipverify.vcon.show.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sip-verify index rebuild}: the calls of the vCons, for an index that was lost. */
@Command(
        name = "rebuild",
        mixinStandardHelpOptions = true,
        description = {
            "Add the calls of all vCons that the index lacks.",
            "What the index has of a call stays as it is, since it knows more than a vCon. INVITEs that were refused before they"
                    + " were calls have no vCon and do not come back. Encrypted vCons are counted, and left out. A broken"
                    + " file is named on standard error, and the command then ends with 1."
        })
@SuppressWarnings("FieldCanBeFinal") // the command line sets them
final class IndexRebuildCommand implements Callable<Integer>, VconFiles.Visitor {
    private static final int BATCH = 500;
    private static final String REDACTED = "redacted";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private IndexPlace place = new IndexPlace();

    @Parameters(
            paramLabel = "DIR",
            arity = "0..1",
            description = "Where the vCons are (default: vcon.directory of the configuration).")
    private @Nullable Path directory;

    private final List<IndexedCall> waiting = new ArrayList<>();
    private @Nullable IndexEditor editor;
    private Path root = Path.of("");
    private int seen;
    private int added;
    private int unreadable;
    private int broken;

    @Override
    public Integer call() throws IOException {
        root = directory();
        try (var open = IndexEditor.open(place.file(spec.commandLine()))) {
            editor = open;
            VconFiles.visit(root, day -> true, this);
            write();
        }
        var out = spec.commandLine().getOut();
        out.println("%d vCons: %d calls added, %d were there, %d are encrypted or of another server, %d broken"
                .formatted(seen, added, seen - added - unreadable - broken, unreadable, broken));
        out.flush();
        return broken > 0 ? 1 : 0;
    }

    private Path directory() {
        var line = spec.commandLine();
        var from = directory != null
                ? directory
                : place.vcons()
                        .orElseThrow(
                                () -> IndexPlace.mistake(
                                        line,
                                        "vcon.directory is empty: there are no vCons; name DIR, or the configuration with --config"));
        if (!Files.isDirectory(from)) {
            throw IndexPlace.mistake(line, "no such directory: " + from);
        }
        return from.toAbsolutePath();
    }

    @Override
    public void file(Path file) throws IOException {
        if (root.relativize(file).startsWith(REDACTED)) {
            return;
        }
        seen++;
        try {
            VconRow.of(file).ifPresentOrElse(waiting::add, () -> unreadable++);
        } catch (MalformedVconException e) {
            complain(file, String.valueOf(e.getMessage()));
        }
        if (waiting.size() == BATCH) {
            write();
        }
    }

    private void write() throws IOException {
        if (editor != null) {
            added += editor.add(waiting);
        }
        waiting.clear();
    }

    @Override
    public void unreadable(Path file, IOException problem) {
        seen++;
        complain(file, IoFailure.text(problem));
    }

    private void complain(Path file, String why) {
        broken++;
        spec.commandLine().getErr().println("sip-verify: " + Terminal.safe(file + ": " + why));
    }
}

package org.sipverify.app.server;

import com.typesafe.config.ConfigRenderOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.sipverify.app.config.FileReads;
import org.sipverify.app.config.FileSource;
import org.sipverify.app.config.Kept;
import org.sipverify.formats.config.Hocon;
import org.sipverify.formats.config.HoconFile;
import org.sipverify.verifier.config.VerifierConfig;
import org.sipverify.verifier.pinned.PinnedSigners;

/**
 * The signers that the built-in verifier trusts; none without a file, or while another verifier is asked.
 *
 * @param verifier its configuration now
 */
record SignersSource(Supplier<VerifierConfig> verifier) implements FileSource<PinnedSigners> {
    private static final String RESOLVED = "signers";

    @Override
    public String name() {
        return "signers";
    }

    @Override
    public PinnedSigners read(FileReads reads) {
        var file = file();
        return file.isPresent() ? read(file.get(), reads) : PinnedSigners.none();
    }

    private Optional<Path> file() {
        var now = verifier.get();
        return now.http().isPresent() ? Optional.empty() : now.pinned().signersFile();
    }

    private static PinnedSigners read(Path file, FileReads reads) {
        reads.watch(List.of(file));
        var hocon = HoconFile.read(file.toFile());
        reads.watch(hocon.files());
        var resolved = hocon.resolved();
        reads.keep(RESOLVED, resolved.root().render(ConfigRenderOptions.concise()));
        return PinnedSigners.from(resolved);
    }

    @Override
    public PinnedSigners recall(Kept kept) {
        return PinnedSigners.from(Hocon.parse(kept.text(RESOLVED), "the last good signers"));
    }

    @Override
    public String summary(PinnedSigners signers) {
        return signers.summary();
    }
}

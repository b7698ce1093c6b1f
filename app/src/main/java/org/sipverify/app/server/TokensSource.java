package org.sipverify.app.server;

import com.typesafe.config.ConfigException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.sipverify.app.config.FileReads;
import org.sipverify.app.config.FileSource;
import org.sipverify.app.config.Kept;
import org.sipverify.http.access.Tokens;

/**
 * The tokens of the HTTP API. No copy of them is kept, because one that has been deleted must not come back: a server that
 * starts while the file has a mistake knows no token, and serves its calls.
 */
record TokensSource(Path file) implements FileSource<Tokens> {
    private static final String MARK = "tokens";

    @Override
    public String name() {
        return "tokens";
    }

    @Override
    public Tokens read(FileReads reads) {
        reads.watch(List.of(file));
        var tokens = Files.exists(file) ? Tokens.parse(file, FileReads.DISK.text(file)) : Tokens.NONE;
        reads.keep(MARK, "not kept");
        return tokens;
    }

    @Override
    public Tokens recall(Kept kept) throws ConfigException {
        kept.text(MARK);
        return Tokens.NONE;
    }

    @Override
    public String summary(Tokens tokens) {
        return tokens.summary();
    }
}

package org.sipverify.app.cli.vcon;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How wide a command prints. */
@SuppressWarnings("FieldCanBeFinal") // the command line sets them
final class VconWidth {
    private static final int NARROWEST = 40;
    private static final int USUAL = 80;

    @Option(names = "--width", paramLabel = "COLUMNS", description = "Use so many columns (default: COLUMNS, or 80).")
    private @Nullable Integer width;

    /** The width asked for, else the width of the terminal. */
    int columns() {
        var named = Optional.ofNullable(System.getenv("COLUMNS")).filter(it -> it.matches("\\d{1,4}"));
        var asked = Optional.ofNullable(width).or(() -> named.map(Integer::valueOf));
        return Math.max(NARROWEST, asked.orElse(USUAL));
    }
}

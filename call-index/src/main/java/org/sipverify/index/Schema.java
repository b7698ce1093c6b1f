package org.sipverify.index;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** The tables, and the scripts that make them: the database notes how many of them it has seen. */
final class Schema {
    /** In their order; a script that was once in a release is never changed. */
    static final List<String> SCRIPTS = List.of("001-calls.sql");

    private static final String VERSION = "PRAGMA user_version";

    private Schema() {}

    /** Runs the scripts that the database has not seen. */
    static void bringUpToDate(Connection connection, Path file) throws SQLException, IndexException {
        int version = version(connection, file);
        if (version == 0) {
            // Only before the first page is written: rows that leave give their pages back, and what they held is
            // overwritten.
            Database.run(connection, "PRAGMA auto_vacuum = INCREMENTAL");
        }
        Database.run(connection, "PRAGMA journal_mode = WAL");
        Database.run(connection, "PRAGMA secure_delete = FAST");
        if (version == SCRIPTS.size()) {
            return;
        }
        Database.run(connection, "BEGIN IMMEDIATE");
        try {
            for (var script : SCRIPTS.subList(version, SCRIPTS.size())) {
                Database.run(connection, text(script));
            }
            Database.run(connection, VERSION + " = " + SCRIPTS.size());
            Database.run(connection, "COMMIT");
        } catch (SQLException e) {
            Database.run(connection, "ROLLBACK");
            throw e;
        }
    }

    /** Refuses what a search cannot read. */
    static void check(Connection connection, Path file) throws SQLException, IndexException {
        int version = version(connection, file);
        if (version < SCRIPTS.size()) {
            throw new IndexException(file + ": the index is of an older version; the server brings it up to date");
        }
    }

    private static int version(Connection connection, Path file) throws SQLException, IndexException {
        long version = Database.number(connection, VERSION);
        if (version > SCRIPTS.size()) {
            throw new IndexException(
                    ("%s: the index is of a newer version of this program (%d; this one knows %d): use that"
                                    + " version, or another index.file")
                            .formatted(file, version, SCRIPTS.size()));
        }
        if (version == 0 && Database.number(connection, "SELECT count(*) FROM sqlite_master") > 0) {
            throw new IndexException(file + ": this is the database of another program; choose another index.file");
        }
        return (int) version;
    }

    static String text(String script) {
        try (var in = Schema.class.getResourceAsStream("migrations/" + script)) {
            if (in == null) {
                throw new IllegalStateException("no script " + script);
            }
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package org.sipverify.index;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.sipverify.formats.file.IoFailure;
import org.sipverify.formats.file.PrivateFiles;
import org.sipverify.formats.file.PrivateFiles.Readers;
import org.sqlite.JDBC;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.Pragma;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteConfig.TempStore;

/** Opens connections to the database. Each belongs to one thread. */
final class Database {
    /** How long a connection waits for another that writes: the server's writer, a rebuild, a search that checkpoints. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** Pages of the file that a search may map into memory: what the system has cached is not copied. */
    private static final String MAPPED = Long.toString(256L << 20);

    private static final String WRITERS_CACHE_KIB = "-16384";

    /** A log that a long search let grow is cut to this after the next checkpoint. */
    private static final int WAL_LIMIT = 64 << 20;

    /**
     * Pages of the log, 32 MiB, after which they are brought into the file: a page that many rows change is written there
     * once, and the disk waited for seldom.
     */
    private static final int CHECKPOINT = 8_000;

    private Database() {}

    /** Opens the database for writing. It is made where it is not there, and brought up to date. */
    static Connection forWriting(Path file) throws IndexException {
        makeFile(file);
        var connection = connect(file, writing());
        return prepared(file, connection, () -> Schema.bringUpToDate(connection, file));
    }

    /** Opens the database for searching; it must be there. */
    static Connection forReading(Path file) throws IndexException {
        if (!Files.exists(file)) {
            throw new IndexException(file + ": there is no index here yet");
        }
        var config = new SQLiteConfig();
        config.setReadOnly(true);
        config.setBusyTimeout((int) PATIENCE.toMillis());
        config.setTempStore(TempStore.MEMORY);
        config.setPragma(Pragma.MMAP_SIZE, MAPPED);
        var connection = connect(file, config);
        return prepared(file, connection, () -> Schema.check(connection, file));
    }

    private static SQLiteConfig writing() {
        var config = new SQLiteConfig();
        config.setBusyTimeout((int) PATIENCE.toMillis());
        // A commit waits for no disk: after a power failure the last ones are missing, and the database is sound.
        config.setSynchronous(SynchronousMode.NORMAL);
        config.setJournalSizeLimit(WAL_LIMIT);
        config.setWalAutocheckpoint(CHECKPOINT);
        config.setTempStore(TempStore.MEMORY);
        config.setPragma(Pragma.CACHE_SIZE, WRITERS_CACHE_KIB);
        return config;
    }

    /** Before SQLite does, so that nobody else can read it; its log gets the same rights. */
    private static void makeFile(Path file) throws IndexException {
        if (Files.exists(file)) {
            return;
        }
        try {
            var directory = file.toAbsolutePath().getParent();
            if (directory != null) {
                PrivateFiles.directory(directory, Readers.GROUP);
            }
            PrivateFiles.replaced(file, Readers.GROUP).close();
        } catch (IOException e) {
            throw new IndexException("cannot make the index: " + IoFailure.text(e));
        }
    }

    private static Connection connect(Path file, SQLiteConfig config) throws IndexException {
        try {
            return JDBC.createConnection(JDBC.PREFIX + file.toAbsolutePath(), config.toProperties());
        } catch (SQLException e) {
            throw new IndexException("cannot open the index " + file, e);
        } catch (LinkageError e) {
            throw new IndexException(
                    "cannot open the index " + file + ", because SQLite's library cannot be loaded: " + e);
        }
    }

    /** What is done first with a connection. */
    private interface Step {
        void run() throws SQLException, IndexException;
    }

    private static Connection prepared(Path file, Connection connection, Step step) throws IndexException {
        try {
            step.run();
            return connection;
        } catch (SQLException e) {
            close(connection);
            throw new IndexException("cannot open the index " + file, e);
        } catch (IndexException e) {
            close(connection);
            throw e;
        }
    }

    static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            // There is nothing left to be done with it: what was committed is in the file or in its log.
        }
    }

    static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    static long number(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                var result = statement.executeQuery(sql)) {
            return result.next() ? result.getLong(1) : 0;
        }
    }
}

package org.sipverify.index;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;

/** The one connection that writes, with its statements. For one thread. */
final class WriterConnection implements AutoCloseable {
    private static final String OLDEST =
            "DELETE FROM calls WHERE id IN (SELECT id FROM calls%s ORDER BY time LIMIT %d)";

    /** Pages given back to the file system in one go. */
    private static final int VACUUMED = 500;

    private final Path file;
    private final Connection connection;
    private final PreparedStatement replace;
    private final PreparedStatement add;
    private final PreparedStatement note;
    private final long pageSize;

    private WriterConnection(Path file, Connection connection) throws SQLException {
        this.file = file;
        this.connection = connection;
        this.replace = connection.prepareStatement(Rows.REPLACE);
        this.add = connection.prepareStatement(Rows.ADD);
        this.note = connection.prepareStatement("UPDATE calls SET vcon = ? WHERE uuid = ?");
        this.pageSize = Database.number(connection, "PRAGMA page_size");
    }

    static WriterConnection open(Path file) throws IndexException {
        var connection = Database.forWriting(file);
        try {
            return new WriterConnection(file, connection);
        } catch (SQLException e) {
            Database.close(connection);
            throw new IndexException("cannot open the index " + file, e);
        }
    }

    /** What is done in one transaction. */
    private interface Work<T> {
        T run() throws SQLException;
    }

    private <T> T inTransaction(Work<T> work) throws IndexException {
        try {
            Database.run(connection, "BEGIN IMMEDIATE");
            try {
                var done = work.run();
                Database.run(connection, "COMMIT");
                return done;
            } catch (SQLException | RuntimeException e) {
                rollBack();
                throw e;
            }
        } catch (SQLException e) {
            throw new IndexException("cannot write the index " + file, e);
        }
    }

    /** A full disk has rolled back already. */
    private void rollBack() {
        try {
            Database.run(connection, "ROLLBACK");
        } catch (SQLException e) {
            // What failed before is what matters.
        }
    }

    /** Writes all of these or none; how many calls are new. */
    int write(Collection<Change> changes) throws IndexException {
        return inTransaction(() -> {
            int rows = 0;
            for (var change : changes) {
                var call = change.match(
                        called -> Optional.of(called.call().get()), filed -> Optional.<IndexedCall>empty());
                if (call.isPresent()) {
                    insert(replace, call.get());
                    rows++;
                } else if (change instanceof Change.Filed filed) {
                    rows += file(filed.vcon());
                }
            }
            return rows;
        });
    }

    private static void insert(PreparedStatement statement, IndexedCall call) throws SQLException {
        Rows.fill(statement, call);
        statement.executeUpdate();
    }

    private int file(FiledVcon vcon) throws SQLException {
        note.setString(1, vcon.file());
        note.setBytes(2, Rows.bytes(vcon.uuid()));
        if (note.executeUpdate() > 0 || vcon.file().isEmpty()) {
            return 0;
        }
        var call = vcon.call().get();
        if (call.isPresent()) {
            insert(add, call.get());
        }
        return call.isPresent() ? 1 : 0;
    }

    /** Removes some of the calls before that; how many. */
    int removeBefore(Instant time, int most) throws IndexException {
        return remove(" WHERE time < " + Rows.micros(time), most);
    }

    /** Removes some of the oldest calls; how many. */
    int removeOldest(int most) throws IndexException {
        return remove("", most);
    }

    private int remove(String which, int most) throws IndexException {
        return inTransaction(() -> {
            try (var statement = connection.createStatement()) {
                return statement.executeUpdate(OLDEST.formatted(which, most));
            }
        });
    }

    /** Bytes of the file that hold something. */
    long used() throws IndexException {
        return inTransaction(() -> pageSize
                * (Database.number(connection, "PRAGMA page_count")
                        - Database.number(connection, "PRAGMA freelist_count")));
    }

    /** Gives some of the empty pages back to the file system; whether there were any. */
    boolean shrink() throws IndexException {
        try {
            if (Database.number(connection, "PRAGMA freelist_count") == 0) {
                return false;
            }
            Database.run(connection, "PRAGMA incremental_vacuum(" + VACUUMED + ")");
            return true;
        } catch (SQLException e) {
            throw new IndexException("cannot write the index " + file, e);
        }
    }

    /** Brings what is in the log into the file, as far as no search needs it. The file has its size only then. */
    void checkpoint() throws IndexException {
        try {
            Database.run(connection, "PRAGMA wal_checkpoint(PASSIVE)");
        } catch (SQLException e) {
            throw new IndexException("cannot write the index " + file, e);
        }
    }

    /** The newest call; absent when there is none. */
    Optional<Instant> newest() throws IndexException {
        return number("SELECT max(time) FROM calls").map(Rows::instant);
    }

    Optional<Long> noted(String name) throws IndexException {
        return number("SELECT value FROM notes WHERE name = '" + name + "'");
    }

    private Optional<Long> number(String sql) throws IndexException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            if (!row.next()) {
                return Optional.empty();
            }
            long value = row.getLong(1);
            return row.wasNull() ? Optional.empty() : Optional.of(value);
        } catch (SQLException e) {
            throw new IndexException("cannot read the index " + file, e);
        }
    }

    /** Notes a number for the next run. */
    void note(String name, long value) throws IndexException {
        run("INSERT OR REPLACE INTO notes VALUES ('" + name + "', " + value + ")");
    }

    void forgetNote(String name) throws IndexException {
        run("DELETE FROM notes WHERE name = '" + name + "'");
    }

    private void run(String sql) throws IndexException {
        inTransaction(() -> {
            Database.run(connection, sql);
            return true;
        });
    }

    @Override
    public void close() {
        Database.close(connection);
    }
}

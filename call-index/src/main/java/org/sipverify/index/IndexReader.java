package org.sipverify.index;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.sipverify.index.Page.Cursor;
import org.sipverify.index.Query.Field;
import org.sqlite.ProgressHandler;
import org.sqlite.SQLiteErrorCode;

/**
 * Searches the index. Each search has a connection of its own and sees what was committed when it began: it never waits
 * for the writer, nor the writer for it. For any number of threads.
 *
 * @param file the database
 * @param patience how long a search may take
 */
public record IndexReader(Path file, Duration patience) {
    /** Enough for a look at every row of a million. */
    private static final Duration USUAL_PATIENCE = Duration.ofSeconds(10);

    /** Steps of SQLite's machine between two looks at the clock: about a millisecond. */
    private static final int STEPS = 10_000;

    /** With the usual patience. */
    public IndexReader(Path file) {
        this(file, USUAL_PATIENCE);
    }

    /** What is done with a connection. */
    private interface Look<T> {
        T at(Connection connection) throws SQLException;
    }

    /**
     * The calls that were asked for, the newest first.
     *
     * @throws SlowSearchException when it takes too long
     * @throws IndexException when there is no index, or it cannot be read
     */
    public Page search(Query query) throws IndexException {
        return look(connection -> page(connection, query));
    }

    /** The call of this uuid. */
    public Optional<IndexedCall> find(UUID uuid) throws IndexException {
        return look(connection -> {
            try (var statement =
                    connection.prepareStatement("SELECT " + Rows.SELECTED + " FROM calls WHERE uuid = ?")) {
                statement.setBytes(1, Rows.bytes(uuid));
                try (var row = statement.executeQuery()) {
                    return row.next() ? Optional.of(Rows.read(row)) : Optional.empty();
                }
            }
        });
    }

    /** How many calls there are. */
    public long count() throws IndexException {
        return look(connection -> Database.number(connection, "SELECT count(*) FROM calls"));
    }

    private <T> T look(Look<T> look) throws IndexException {
        var connection = Database.forReading(file);
        try {
            limit(connection);
            return look.at(connection);
        } catch (SQLException e) {
            if (SQLiteErrorCode.getErrorCode(e.getErrorCode() & 0xff) == SQLiteErrorCode.SQLITE_INTERRUPT) {
                throw new SlowSearchException();
            }
            throw new IndexException("cannot search the index " + file, e);
        } finally {
            Database.close(connection);
        }
    }

    private void limit(Connection connection) throws SQLException {
        long end = System.nanoTime() + patience.toNanos();
        ProgressHandler.setHandler(connection, STEPS, new ProgressHandler() {
            @Override
            protected int progress() {
                return System.nanoTime() - end > 0 ? 1 : 0;
            }
        });
    }

    private static Page page(Connection connection, Query query) throws SQLException {
        var found = new ArrayList<IndexedCall>();
        var ends = new ArrayList<Cursor>();
        try (var statement = prepared(connection, chosen(connection, query));
                var row = statement.executeQuery()) {
            while (row.next()) {
                found.add(Rows.read(row));
                ends.add(end(row));
            }
        }
        if (found.size() <= query.limit()) {
            return new Page(found, Optional.empty());
        }
        return new Page(
                found.subList(0, query.limit()),
                Optional.of(ends.get(query.limit() - 1).text()));
    }

    private static Cursor end(ResultSet row) throws SQLException {
        return new Cursor(row.getLong("time"), row.getLong("id"));
    }

    /** The index that leaves the fewest rows to look at. */
    private static SearchSql.Statement chosen(Connection connection, Query query) throws SQLException {
        var sql = new SearchSql(query);
        if (query.values().containsKey(Field.CALL_ID)) {
            return sql.byCallId();
        }
        for (var number : query.numbers()) {
            boolean isWhole = number.kind() == NumberMatch.Kind.WHOLE;
            if (isWhole || (number.isIndexed() && isRare(connection, number))) {
                return sql.by(number);
            }
        }
        return sql.byTime();
    }

    private static boolean isRare(Connection connection, NumberMatch number) throws SQLException {
        try (var statement = prepared(connection, SearchSql.isRare(number));
                var row = statement.executeQuery()) {
            return row.next() && row.getInt(1) <= SearchSql.SORTED;
        }
    }

    private static PreparedStatement prepared(Connection connection, SearchSql.Statement sql) throws SQLException {
        var statement = connection.prepareStatement(sql.sql());
        List<Object> values = sql.values();
        for (int i = 0; i < values.size(); i++) {
            statement.setObject(i + 1, values.get(i));
        }
        return statement;
    }
}

package org.sipverify.index;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;

/** Changes an index that a server may be writing at the same time; each change waits a few seconds for the server's. */
public final class IndexEditor implements AutoCloseable {
    private static final String NUMBERS = "caller IN (?1, ?2) OR callee IN (?1, ?2)";
    private static final String MENTIONS =
            " OR instr(target, ?3) > 0 OR instr(message, ?3) > 0 OR instr(error, ?3) > 0";
    private static final int FEWEST_DIGITS = 5;

    private final Path file;
    private final Connection connection;

    private IndexEditor(Path file, Connection connection) {
        this.file = file;
        this.connection = connection;
    }

    /** Opens the index, which is made where it is not there. */
    public static IndexEditor open(Path file) throws IndexException {
        return new IndexEditor(file, Database.forWriting(file));
    }

    /** Adds the calls that are not in the index; of the others, notes the file of the vCon. How many were added. */
    public int add(Collection<IndexedCall> calls) throws IndexException {
        try {
            Database.run(connection, "BEGIN IMMEDIATE");
            long before = count();
            try (var row = connection.prepareStatement(Rows.ADD)) {
                for (var call : calls) {
                    Rows.fill(row, call);
                    row.executeUpdate();
                }
            }
            long after = count();
            Database.run(connection, "COMMIT");
            return (int) (after - before);
        } catch (SQLException e) {
            throw new IndexException("cannot write the index " + file, e);
        }
    }

    private long count() throws SQLException {
        return Database.number(connection, "SELECT count(*) FROM calls");
    }

    /**
     * Removes every call that this number made or got, and those that name it in a target or in a sentence, and
     * overwrites what the file had of them.
     *
     * @return how many calls those were
     */
    public int forget(String number) throws IndexException {
        var match = new NumberMatch(NumberMatch.Kind.WHOLE, number);
        var digits = match.text().startsWith("+") ? match.text().substring(1) : match.text();
        boolean isLong = digits.length() >= FEWEST_DIGITS;
        try {
            Database.run(connection, "PRAGMA secure_delete = ON");
            int removed;
            try (var delete =
                    connection.prepareStatement("DELETE FROM calls WHERE " + NUMBERS + (isLong ? MENTIONS : ""))) {
                delete.setString(1, digits);
                delete.setString(2, "+" + digits);
                if (isLong) {
                    delete.setString(3, digits);
                }
                removed = delete.executeUpdate();
            }
            // The rows are in pages of the log as well, until these are in the file and the log is empty.
            Database.run(connection, "PRAGMA wal_checkpoint(TRUNCATE)");
            return removed;
        } catch (SQLException e) {
            throw new IndexException("cannot write the index " + file, e);
        }
    }

    @Override
    public void close() {
        Database.close(connection);
    }
}

package org.sipverify.index;

import java.io.IOException;
import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;

/** The database cannot be opened, read or written; the message says why, in an operator's words. */
public class IndexException extends IOException {
    private final boolean damage;

    IndexException(String message) {
        super(message);
        this.damage = false;
    }

    IndexException(String what, SQLException cause) {
        super(what + ": " + words(cause), cause);
        this.damage = isDamage(cause);
    }

    /** Whether the file is no database, or no longer. */
    boolean isDamage() {
        return damage;
    }

    private static SQLiteErrorCode code(SQLException cause) {
        return SQLiteErrorCode.getErrorCode(cause.getErrorCode() & 0xff);
    }

    private static boolean isDamage(SQLException cause) {
        var code = code(cause);
        return code == SQLiteErrorCode.SQLITE_CORRUPT || code == SQLiteErrorCode.SQLITE_NOTADB;
    }

    private static String words(SQLException cause) {
        return switch (code(cause)) {
            case SQLITE_FULL -> "the disk is full";
            case SQLITE_READONLY -> "the file or its directory cannot be written";
            case SQLITE_CANTOPEN -> "cannot be opened";
            case SQLITE_BUSY -> "another program has it";
            case SQLITE_CORRUPT, SQLITE_NOTADB -> "it is damaged, or not an index";
            default -> String.valueOf(cause.getMessage());
        };
    }
}

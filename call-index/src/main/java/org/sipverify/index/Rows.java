package org.sipverify.index;

import java.nio.ByteBuffer;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.sipverify.index.IndexedCall.Answer;
import org.sipverify.index.IndexedCall.Arrival;
import org.sipverify.index.IndexedCall.Cause;
import org.sipverify.index.IndexedCall.Handling;
import org.sipverify.index.IndexedCall.Parties;
import org.sipverify.index.IndexedCall.Signer;
import org.sipverify.index.IndexedCall.Verdict;

/** A call as a row of the table, there and back. */
final class Rows {
    private static final List<String> COLUMNS = List.of(
            "uuid",
            "time",
            "call_id",
            "caller",
            "callee",
            "caller_reversed",
            "callee_reversed",
            "source",
            "transport",
            "outcome",
            "error",
            "message",
            "request_id",
            "brand",
            "signer",
            "iat_age",
            "decision",
            "would",
            "rule",
            "code",
            "target",
            "took",
            "vcon");

    /** For a SELECT; {@link #read} takes them by name. */
    static final String SELECTED = "id, " + String.join(", ", COLUMNS);

    private static final String INSERT = "INSERT INTO calls (" + String.join(", ", COLUMNS) + ") VALUES ("
            + COLUMNS.stream().map(it -> "?").collect(Collectors.joining(", ")) + ") ON CONFLICT (uuid) DO UPDATE SET ";

    /** What the server knows of a call counts more than what an earlier run wrote, but for the file of its vCon. */
    static final String REPLACE = INSERT
            + COLUMNS.stream()
                    .filter(it -> !it.equals("uuid") && !it.equals("vcon"))
                    .map(it -> it + " = excluded." + it)
                    .collect(Collectors.joining(", "))
            + ", vcon = CASE excluded.vcon WHEN '' THEN vcon ELSE excluded.vcon END";

    /** What a vCon says counts less than what the server knew, but for the file. */
    static final String ADD = INSERT + "vcon = excluded.vcon";

    private Rows() {}

    static long micros(Instant time) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, time);
    }

    static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    static byte[] bytes(UUID uuid) {
        return ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(uuid.getMostSignificantBits())
                .putLong(uuid.getLeastSignificantBits())
                .array();
    }

    /** Fills the places of {@link #REPLACE} and {@link #ADD}. */
    static void fill(PreparedStatement row, IndexedCall call) throws SQLException {
        var place = new Object() {
            private int last;

            int next() {
                return ++last;
            }
        };
        var parties = call.parties();
        var verdict = call.verdict();
        var done = call.handling();
        row.setBytes(place.next(), bytes(call.uuid()));
        row.setLong(place.next(), micros(call.time()));
        for (var text : List.of(
                parties.callId(),
                parties.caller(),
                parties.callee(),
                NumberMatch.reversed(parties.caller()),
                NumberMatch.reversed(parties.callee()),
                call.arrival().source(),
                call.arrival().transport(),
                verdict.outcome(),
                verdict.cause().error(),
                verdict.cause().message(),
                verdict.requestId(),
                verdict.brand(),
                verdict.signer().key())) {
            row.setString(place.next(), text);
        }
        if (verdict.signer().age().isPresent()) {
            row.setLong(place.next(), verdict.signer().age().get().toSeconds());
        } else {
            row.setNull(place.next(), Types.INTEGER);
        }
        row.setString(place.next(), done.decision());
        row.setString(place.next(), done.would());
        row.setString(place.next(), done.rule());
        row.setInt(place.next(), done.answer().code());
        row.setString(place.next(), done.answer().target());
        row.setLong(place.next(), done.answer().took().toMillis());
        row.setString(place.next(), done.vcon());
    }

    static IndexedCall read(ResultSet row) throws SQLException {
        return new IndexedCall(
                uuid(row.getBytes("uuid")),
                instant(row.getLong("time")),
                new Parties(row.getString("call_id"), row.getString("caller"), row.getString("callee")),
                new Arrival(row.getString("source"), row.getString("transport")),
                new Verdict(
                        row.getString("outcome"),
                        new Cause(row.getString("error"), row.getString("message")),
                        row.getString("request_id"),
                        row.getString("brand"),
                        signer(row)),
                new Handling(
                        row.getString("decision"),
                        row.getString("would"),
                        row.getString("rule"),
                        new Answer(row.getInt("code"), row.getString("target"), Duration.ofMillis(row.getLong("took"))),
                        row.getString("vcon")));
    }

    private static Signer signer(ResultSet row) throws SQLException {
        var key = row.getString("signer");
        long age = row.getLong("iat_age"); // wasNull is about the value that was read last
        return new Signer(key, row.wasNull() ? Optional.empty() : Optional.of(Duration.ofSeconds(age)));
    }

    private static UUID uuid(byte[] bytes) {
        var buffer = ByteBuffer.wrap(bytes);
        return new UUID(buffer.getLong(), buffer.getLong());
    }
}

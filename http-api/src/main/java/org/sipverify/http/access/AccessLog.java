package org.sipverify.http.access;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.Locale;
import org.sipverify.formats.text.PlainText;
import org.sipverify.http.Caller;

/** Gets a line for each request but those for /health and /metrics: who looked at what, and who did what. */
@FunctionalInterface
public interface AccessLog {
    /** Keeps nothing. */
    AccessLog NONE = entry -> {};

    /** A request was answered, or refused. */
    void add(Entry entry);

    /**
     * A line.
     *
     * @param time when it was answered, in the form of ISO 8601
     * @param note what was done, or why it was refused, where that is not seen from the rest
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record Entry(
            String time,
            @JsonUnwrapped Who who,
            @JsonUnwrapped What what,
            int status,
            String note) {}

    /** Who it was; an anonymous caller has no name. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record Who(String name, String role, String way, String address) {
        /** As it was found out. */
        public static Who of(Caller caller) {
            return new Who(
                    caller.name(),
                    caller.role().text(),
                    caller.way().name().toLowerCase(Locale.ROOT),
                    caller.address());
        }
    }

    /** What was asked for, without tokens, and cut where it is long. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record What(String method, String path, String query) {
        private static final int LONGEST = 500;

        /** Hides and cuts. */
        public What {
            method = PlainText.cut(method, 32);
            path = PlainText.cut(Token.hidden(path), LONGEST);
            query = PlainText.cut(Token.hidden(query), LONGEST);
        }
    }
}

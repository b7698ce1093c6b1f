package org.sipverify.app.api.calls;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.sipverify.app.index.Csv;
import org.sipverify.app.index.RowFields;
import org.sipverify.http.RefusedException;
import org.sipverify.http.Reply;
import org.sipverify.index.Page;

/** The form in which a page of rows is answered: what the Accept field asks for, JSON if it does not say. */
enum RowForm {
    JSON(Reply.JSON_TYPE) {
        @Override
        Reply reply(Page page, RowsSeen seen) {
            var answer = new LinkedHashMap<String, Object>();
            answer.put("calls", page.calls().stream().map(seen::known).toList());
            page.next().ifPresent(next -> answer.put("next", next));
            return Reply.json(200, answer);
        }
    },
    CSV("text/csv") {
        @Override
        Reply reply(Page page, RowsSeen seen) {
            var lines =
                    page.calls().stream().map(call -> Csv.line(seen.all(call).values()) + "\r\n");
            var names = String.join(",", RowFields.NAMES) + "\r\n";
            return Reply.text(
                            200,
                            CSV.type + "; charset=utf-8; header=present",
                            names + lines.collect(Collectors.joining()))
                    .with("Content-Disposition", "attachment; filename=\"calls.csv\"");
        }
    },
    LINES("application/x-ndjson") {
        @Override
        Reply reply(Page page, RowsSeen seen) {
            return Reply.text(
                    200,
                    LINES.type,
                    page.calls().stream()
                            .map(call -> line(seen.known(call)) + "\n")
                            .collect(Collectors.joining()));
        }
    };

    /** Of the forms without a place for it, the next page's cursor is here. */
    private static final String NEXT = "Next-Cursor";

    private static final ObjectMapper MAPPER = JsonMapper.builder().build();

    private final String type;

    RowForm(String type) {
        this.type = type;
    }

    abstract Reply reply(Page page, RowsSeen seen);

    /** With the cursor of the next page, whatever the form. */
    Reply of(Page page, RowsSeen seen) {
        var reply = reply(page, seen);
        return page.next().map(next -> reply.with(NEXT, next)).orElse(reply);
    }

    static String line(Map<String, Object> row) {
        try {
            return MAPPER.writeValueAsString(row);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts and numbers can be said in JSON", e);
        }
    }

    private record Wanted(String range, double weight) {
        static Wanted of(String text) {
            var parts = text.split(";", -1);
            var weight = Arrays.stream(parts)
                    .skip(1)
                    .map(String::strip)
                    .filter(it -> it.matches("q=[01](\\.\\d{0,3})?"))
                    .mapToDouble(it -> Double.parseDouble(it.substring(2)))
                    .findFirst()
                    .orElse(1);
            return new Wanted(parts[0].strip().toLowerCase(Locale.ROOT), weight);
        }

        Optional<RowForm> form() {
            return Arrays.stream(RowForm.values())
                    .filter(form -> range.equals(form.type)
                            || range.equals("*/*")
                            || range.equals(form.type.split("/", 2)[0] + "/*"))
                    .findFirst();
        }
    }

    /** @throws RefusedException 406 when none of them is asked for */
    static RowForm accepted(Optional<String> accept) throws RefusedException {
        if (accept.isEmpty() || accept.get().isBlank()) {
            return JSON;
        }
        var wanted = List.of(accept.get().split(",", -1)).stream()
                .map(Wanted::of)
                .filter(it -> it.weight() > 0)
                .sorted(Comparator.comparingDouble(Wanted::weight).reversed())
                .flatMap(it -> it.form().stream())
                .findFirst();
        return wanted.orElseThrow(() -> RefusedException.of(
                406, "calls are there as application/json, text/csv and application/x-ndjson: name one in Accept"));
    }
}

package org.sipverify.app.cli.index;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.sipverify.app.index.Csv;
import org.sipverify.app.index.RowFields;
import org.sipverify.index.IndexReader;
import org.sipverify.index.IndexedCall;
import org.sipverify.index.Query;
import org.sipverify.vcon.show.Terminal;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sip-verify index search}: why did this call not get through? */
@Command(
        name = "search",
        mixinStandardHelpOptions = true,
        description = {
            "Print the calls for which all of the given is true, the newest first.",
            "A line holds, in this order: time, caller, callee, outcome of the verification, what was done, final SIP status,"
                    + " error or else the rule that decided, brand, Call-ID; a dash stands for what is not known. --json"
                    + " and --csv print all that the index has of a call."
        },
        footer = {
            "",
            "Examples:",
            "  sip-verify index search --ends 1234567 --since 2h",
            "  sip-verify index search --decision refused --json | jq -r .error | sort | uniq -c"
        })
@SuppressWarnings("FieldCanBeFinal") // the command line sets them
final class IndexSearchCommand implements Callable<Integer> {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Of all columns but the last. */
    private static final List<Integer> WIDTHS = List.of(24, 16, 16, 13, 9, 4, 24, 20);

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private IndexPlace place = new IndexPlace();

    @Mixin
    private SearchOptions options = new SearchOptions();

    @Option(names = "--limit", paramLabel = "N", description = "So many calls at most; 0: all (default: 100).")
    private int limit = Query.USUAL;

    @ArgGroup
    private Form form = new Form();

    static final class Form {
        @Option(names = "--json", description = "Print each call as a JSON object on one line.")
        private boolean json;

        @Option(names = "--csv", description = "Print comma-separated values (RFC 4180), with a line of names first.")
        private boolean csv;
    }

    @Override
    public Integer call() throws IOException {
        var line = spec.commandLine();
        if (limit < 0) {
            throw IndexPlace.mistake(line, "--limit must not be negative");
        }
        var reader = new IndexReader(place.file(line));
        var query = options.query(line);
        if (form.csv) {
            line.getOut().println(String.join(",", RowFields.NAMES));
        }
        long left = limit == 0 ? Long.MAX_VALUE : limit;
        int printed = 0;
        for (var more = true; more && left > 0; ) {
            var page = reader.search(query.limit((int) Math.min(left, Query.MOST)));
            for (var call : page.calls()) {
                print(call, printed++ == 0);
            }
            left -= page.calls().size();
            query = page.next().map(query::after).orElse(query);
            more = page.next().isPresent();
            end(printed, more && left <= 0);
        }
        line.getOut().flush();
        return 0;
    }

    private void end(int printed, boolean isCut) {
        if (printed == 0 && !form.json && !form.csv) {
            spec.commandLine().getOut().println("no call matches");
        }
        if (isCut) {
            spec.commandLine().getOut().flush();
            spec.commandLine().getErr().println("sip-verify: there are more; see --limit and --until");
        }
    }

    private void print(IndexedCall call, boolean isFirst) throws JsonProcessingException {
        var out = spec.commandLine().getOut();
        if (form.json) {
            out.println(Terminal.safeJson(JSON.writeValueAsString(RowFields.known(call))));
        } else if (form.csv) {
            out.println(Csv.line(RowFields.of(call).values()));
        } else {
            if (isFirst) {
                out.println(columns("TIME", "FROM", "TO", "OUTCOME", "DECISION", "CODE", "WHY", "BRAND", "CALL-ID"));
            }
            out.println(text(call));
        }
    }

    private static String text(IndexedCall call) {
        var error = call.verdict().cause().error();
        var done = call.handling();
        return columns(
                call.time().toString(),
                call.parties().caller(),
                call.parties().callee(),
                call.verdict().outcome(),
                done.decision(),
                done.answer().code() == 0 ? "" : Integer.toString(done.answer().code()),
                error.isEmpty() ? done.rule() : error,
                call.verdict().brand(),
                call.parties().callId());
    }

    private static String columns(String... texts) {
        var line = new StringBuilder();
        for (int i = 0; i < WIDTHS.size(); i++) {
            line.append(Terminal.fit(texts[i].isEmpty() ? "-" : texts[i], WIDTHS.get(i)))
                    .append("  ");
        }
        var last = texts[WIDTHS.size()];
        return line.append(Terminal.safe(last.isEmpty() ? "-" : last)).toString();
    }
}

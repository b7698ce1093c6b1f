package org.sipverify.app.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sipverify.app.report.AuditReport.By;
import org.sipverify.app.report.AuditReport.Selection;

class AuditReportTest {
    private static final String OBSERVED = """
            {"time":"2026-11-20T10:00:00Z","call_id":"a@pbx","from":"+15551234567","source":"192.0.2.1","outcome":"invalid","error":"TOKEN_EXPIRED","verifier_code":"PASSPORT_EXPIRED","verifier_message":"expired 70 s ago","decision":"redirect","rule":"on-invalid","would":"reject","would_code":603,"response_code":302}
            {"time":"2026-11-20T10:00:01Z","call_id":"b@pbx","from":"+15551234567","source":"192.0.2.2","outcome":"invalid","error":"TOKEN_EXPIRED","verifier_code":"PASSPORT_EXPIRED","decision":"redirect","rule":"on-invalid","would":"reject","would_code":603,"response_code":302}
            {"time":"2026-11-20T09:59:59Z","call_id":"c@pbx","from":"+15551234568","source":"192.0.2.1","outcome":"none","decision":"redirect","rule":"no premium","would":"reject","would_code":603,"response_code":302}
            {"time":"2026-11-20T12:00:00Z","call_id":"d@pbx","from":"+15551234569","source":"192.0.2.1","outcome":"valid","decision":"redirect","rule":"on-valid","would":"redirect","would_code":302,"would_target":"sip:+14155551234@pbx.example:5060","response_code":302}
            {"time":"2026-11-20T12:00:01Z","call_id":"e@pbx","from":"+15551234569","source":"192.0.2.1","outcome":"valid","decision":"redirect","rule":"on-valid","would":"redirect","would_code":302,"would_target":"sip:+14155559999@pbx.example:5060","response_code":302}
            {"time":"2026-11-20T12:00:02Z","call_id":"f@pbx","from":"+15551234569","source":"192.0.2.1","outcome":"cancelled","response_code":487}
            """;

    @TempDir
    Path directory;

    @Test
    void saysWhatAnObservingPolicyWouldHaveDone() throws Exception {
        assertEquals("""
                5 calls from 2026-11-20T09:59:59Z to 2026-11-20T12:00:01Z
                1 call left out: their policy was enforced (mode = enforce)

                   CALLS   SHARE   NUMBERS   SOURCES  WOULD                                     RULE
                       2   40.0%         1         1  redirect 302 pbx.example:5060             on-valid
                          such as d@pbx, e@pbx
                       2   40.0%         1         2  reject 603                                on-invalid
                          2 TOKEN_EXPIRED (PASSPORT_EXPIRED): expired 70 s ago
                          such as a@pbx, b@pbx
                       1   20.0%         1         1  reject 603                                no premium
                          such as c@pbx

                If this policy were enforced, it would have rejected 3 calls (60.0%) from 2 numbers and 2 sources.
                """, text(report(By.WOULD, file(OBSERVED))));
    }

    @Test
    void aBridgeThatWouldHaveBeenHasNoStatus() throws Exception {
        var line = OBSERVED.lines().findFirst().orElseThrow();
        var bridge = line.replace(
                "\"would\":\"reject\",\"would_code\":603",
                "\"would\":\"bridge\",\"would_target\":\"sip:+1555@gw.example\"");

        assertEquals(
                "bridge gw.example",
                json(report(By.WOULD, file(bridge))).at("/groups/0/decision").asText());
    }

    @Test
    void saysWhatWasDone() throws Exception {
        assertEquals("""
                6 calls from 2026-11-20T09:59:59Z to 2026-11-20T12:00:02Z

                   CALLS   SHARE   NUMBERS   SOURCES  OUTCOME           DECISION
                       2   33.3%         1         2  invalid           redirect 302
                          2 TOKEN_EXPIRED (PASSPORT_EXPIRED): expired 70 s ago
                          such as a@pbx, b@pbx
                       2   33.3%         1         1  valid             redirect 302
                          such as d@pbx, e@pbx
                       1   16.7%         1         1  cancelled         - 487
                          such as f@pbx
                       1   16.7%         1         1  none              redirect 302
                          such as c@pbx
                """, text(report(By.OUTCOME, file(OBSERVED))));
    }

    @Test
    void aProgramGetsTheSame() throws Exception {
        var json = json(report(By.WOULD, file(OBSERVED)));

        assertEquals(5, json.path("calls").asInt());
        assertEquals(1, json.path("enforced_left_out").asInt());
        assertEquals("60.0", json.at("/would_reject/percent").asText());
        assertEquals(2, json.at("/would_reject/numbers").asInt());
        var group = json.at("/groups/1");
        assertEquals("reject 603", group.path("decision").asText());
        assertEquals("on-invalid", group.path("rule").asText());
        assertEquals("expired 70 s ago", group.at("/errors/0/verifier_message").asText());
        assertEquals("[\"a@pbx\",\"b@pbx\"]", group.path("call_ids").toString());
        assertEquals("2026-11-20T10:00:00Z", group.path("first").asText());
    }

    @Test
    void linesThatCannotBeReadAreCountedAndNamed() throws Exception {
        var file = file("no json\n\n{\"time\":\"2026\"}\n[]\n" + OBSERVED + "{\"time\":\"2026-11-20T");

        var report = report(By.OUTCOME, file);

        assertTrue(report.text().get(1).startsWith("4 lines could not be read, such as " + file + ":1"));
        assertEquals(6, json(report).path("calls").asInt());
        assertEquals(file + ":11", json(report).at("/malformed/3").asText());
    }

    @Test
    void onlyTheTimeThatWasAskedForCounts() throws Exception {
        var since = Instant.parse("2026-11-20T10:00:00Z");
        var report =
                new AuditReport(new Selection(By.OUTCOME, Optional.of(since), Optional.of(since.plusSeconds(7200))));
        report.read(file(OBSERVED));

        assertEquals(
                "2 calls from " + since + " to 2026-11-20T10:00:01Z",
                report.text().get(0));
    }

    @Test
    void nothingIsReportedAsNothing() throws Exception {
        assertEquals("no call\n", text(report(By.OUTCOME, file(""))));
        assertEquals("no call\n", text(report(By.WOULD, file(""))));
    }

    /** Versions before this wrote the action alone. */
    @Test
    void olderLinesHaveNoStatus() throws Exception {
        var line = OBSERVED.lines().findFirst().orElseThrow().replace("\"would_code\":603,", "");

        var groups = json(report(By.WOULD, file(line))).path("groups");

        assertEquals("reject", groups.at("/0/decision").asText());
    }

    @Test
    void textOfCallersDoesNotReachTheTerminalAsACommand() throws Exception {
        var line = OBSERVED.lines().findFirst().orElseThrow().replace("expired 70 s ago", "\\u001b[2J\\u202e");

        var report = report(By.WOULD, file(line));

        assertTrue(report.text().stream().anyMatch(it -> it.contains("\\u001b[2J\\u202e")), () -> "" + report.text());
        assertTrue(report.json().contains("\\u001B[2J\\u202e"), report::json);
    }

    @Test
    void packedFilesAreReadToo() throws Exception {
        assertEquals(
                6,
                json(report(By.OUTCOME, packed("audit.jsonl.2026-11-20.1.gz")))
                        .path("calls")
                        .asInt());
    }

    @Test
    void rotatedFilesComeInTheirOrder() throws Exception {
        var second = packed("audit.jsonl.2026-11-19.10.gz");
        var first = packed("audit.jsonl.2026-11-19.9.gz");
        var oldest = packed("audit.jsonl.2026-11-18.1.gz");
        packed("other.jsonl.2026-11-18.1.gz");
        Files.writeString(directory.resolve("audit.jsonl.bak"), "");
        var current = file("");

        assertEquals(List.of(oldest, first, second, current), AuditFiles.of(current));
        assertEquals(List.of(), AuditFiles.of(directory.resolve("none/audit.jsonl")));
    }

    /** Groups are few unless somebody made the file up; numbers are many. */
    @Test
    void aLargeAuditTakesLittleMemory() throws Exception {
        var file = directory.resolve("audit.jsonl");
        try (var out = Files.newBufferedWriter(file)) {
            for (int i = 0; i < 150_000; i++) {
                out.write(
                        "{\"time\":\"2026-11-20T10:00:00Z\",\"call_id\":\"c\",\"from\":\"+1%d\",\"outcome\":\"o%d\"}\n"
                                .formatted(i, i % 5_000));
            }
        }

        var report = report(By.OUTCOME, file);

        assertEquals(150_000, report.all().calls());
        assertEquals(Distinct.MOST, report.all().numbers().count());
        assertTrue(report.groups().size() <= 1_001, () -> report.groups().size() + " groups");
    }

    private Path file(String lines) throws IOException {
        return Files.writeString(directory.resolve("audit.jsonl"), lines);
    }

    private Path packed(String name) throws IOException {
        var file = directory.resolve(name);
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(OBSERVED.getBytes(StandardCharsets.UTF_8));
        }
        return file;
    }

    private static AuditReport report(By by, Path file) throws IOException {
        var report = new AuditReport(new Selection(by, Optional.empty(), Optional.empty()));
        report.read(file);
        return report;
    }

    private static String text(AuditReport report) {
        return String.join("\n", report.text()) + "\n";
    }

    private static JsonNode json(AuditReport report) throws IOException {
        return new ObjectMapper().readTree(report.json());
    }
}

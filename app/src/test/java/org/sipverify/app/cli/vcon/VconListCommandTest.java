package org.sipverify.app.cli.vcon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class VconListCommandTest extends StoredCalls {
    @Test
    void listPrintsOneLineACallInTheOrderOfTime() {
        assertEquals(0, run("list", store.toString()), err);

        var headings = out.lines().findFirst().orElseThrow();
        assertTrue(headings.matches("TIME +UUID +FROM +TO +DECISION +OUTCOME +SECONDS +BRAND +CALL-ID"), out);
        var lines = out.lines().skip(1).toList();
        assertEquals(3, lines.size(), out);
        assertTrue(lines.get(0).contains(" +12025550143 ") && lines.get(0).contains(" answered "), out);
        assertTrue(
                lines.get(1)
                        .matches("2026-11-20T10:05:00Z +" + REDIRECTED
                                + "  \\+12025550161 +\\+12025550187 +redirected +valid +"
                                + "0\\.126 +ACME Corporation +5b0c7d1e9f20@sbc\\.carrier-a\\.example"),
                lines.get(1));
        assertTrue(lines.get(2).contains(" cancelled "), out);
    }

    @ParameterizedTest
    @MethodSource
    void listFilters(List<String> options, List<String> decisions) throws Exception {
        var arguments = Stream.concat(Stream.of("list", store.toString(), "--json"), options.stream());

        assertEquals(0, run(arguments.toArray(String[]::new)), err);

        var json = new ObjectMapper();
        var found = new java.util.ArrayList<String>();
        for (var line : out.lines().toList()) {
            found.add(json.readTree(line).path("decision").asText());
        }
        assertEquals(decisions, found);
    }

    static Stream<Arguments> listFilters() {
        return Stream.of(
                argumentSet("nothing", List.of(), List.of("answered", "redirected", "cancelled")),
                argumentSet("since", List.of("--since", "2026-11-20T10:05Z"), List.of("redirected", "cancelled")),
                argumentSet("until", List.of("--until", "2026-11-20T10:05Z"), List.of("answered")),
                argumentSet(
                        "a whole day",
                        List.of("--since", "2026-11-20", "--until", "2026-11-20"),
                        List.of("answered", "redirected", "cancelled")),
                argumentSet("another day", List.of("--since", "2026-11-21"), List.of()),
                argumentSet("an offset", List.of("--until", "2026-11-20T11:05+01:00"), List.of("answered")),
                argumentSet("a number", List.of("--number", "12025550161"), List.of("redirected")),
                argumentSet(
                        "the called number", List.of("--number", "+1 202 555 0187"), List.of("answered", "redirected")),
                argumentSet("numbers", List.of("--number", "+1202555017*"), List.of("cancelled")),
                argumentSet("an extension", List.of("--number", "2143"), List.of("cancelled")),
                argumentSet(
                        "the Call-ID of a B leg",
                        List.of("--call-id", "77b1c2d3-5c5e-4c11-9a0e-6a0f1b2c3d4e@sip-verify-1.example.net"),
                        List.of("answered")),
                argumentSet("decisions", List.of("--decision", "answered,cancelled"), List.of("answered", "cancelled")),
                argumentSet("an outcome", List.of("--outcome", "valid,verified"), List.of("answered", "redirected")),
                argumentSet("an outcome that none has", List.of("--outcome", "malformed"), List.of()));
    }

    @Test
    void listSaysWhenNothingMatches() {
        assertEquals(0, run("list", store.toString(), "--outcome", "invalid"), err);

        assertEquals("no vCon matches\n", out);
    }

    @Test
    void listNamesBrokenFilesAndGoesOn() throws Exception {
        Files.writeString(store.resolve("broken.vcon"), "{\"parties\": [\u001b");

        assertEquals(1, run("list", store.toString()));

        assertEquals(4, out.lines().count());
        assertTrue(err.contains("broken.vcon: not JSON") && err.contains("1 file could not be read"), err);
        assertTrue(!err.contains("\u001b"), err);
    }
}

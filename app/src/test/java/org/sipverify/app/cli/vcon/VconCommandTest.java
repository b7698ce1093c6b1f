package org.sipverify.app.cli.vcon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sipverify.app.Ran;
import org.sipverify.testkit.VconSamples;

class VconCommandTest extends StoredCalls {
    @Test
    void showFindsACallByItsCallIdOrTheBeginningOfItsUuid() {
        assertEquals(0, run("show", store.toString(), "--call-id", "5b0c7d1e9f20@sbc.carrier-a.example"), err);
        var byCallId = out;

        assertEquals(0, run("show", store.toString(), "--uuid", REDIRECTED.substring(0, 13)), err);
        assertEquals(byCallId, out);
        assertTrue(out.startsWith("redirected: +12025550161 calls +12025550187\n"), out);
    }

    @Test
    void showPrintsTheVconItself() throws Exception {
        assertEquals(0, run("show", redirected.toString(), "--json"), err);

        assertEquals(
                new ObjectMapper().readTree(VconSamples.bytes("redirected-call")), new ObjectMapper().readTree(out));
    }

    @Test
    void ladderDrawsTextAndSvg() throws Exception {
        var svg = store.resolve("call.svg");

        assertEquals(0, run("ladder", redirected.toString(), "--ascii", "--width", "100"), err);
        assertTrue(out.contains("|<----- 302 Moved Temporarily "), out);

        assertEquals(0, run("ladder", redirected.toString(), "--svg", svg.toString()), err);
        assertEquals("", out);
        assertTrue(Files.readString(svg).contains("302 Moved Temporarily"));
    }

    @Test
    void validateSaysWhatIsWrongWhereAndWhatWouldBeRight() throws Exception {
        assertEquals(0, run("validate", store.toString()), out);
        assertEquals("3 vCons: 3 valid, 0 not, 0 problems\n", out);

        var text = Files.readString(redirected).replace("\"party\": 2", "\"party\": 7");
        Files.writeString(redirected, text);

        assertEquals(1, run("validate", store.toString()));
        assertTrue(
                out.contains(REDIRECTED + ".vcon: /attachments/1/party: is 7, and parties has 3; an index from 0 to 2"),
                out);
        assertTrue(out.contains("3 vCons: 2 valid, 1 not"), out);
    }

    @Test
    void validateJudgesTheStoredFormUnlessToldOtherwise() throws Exception {
        var text = Files.readString(redirected).replaceFirst("\"sip_cseq\": (\\d+)", "\"sip_cseq\": \"$1 INVITE\"");
        var received = Files.writeString(store.resolve("received.vcon"), text);

        assertEquals(1, run("validate", received.toString()));
        assertTrue(out.contains("/dialog/0/sip_cseq: is a string; must be integer"), out);
        assertEquals(0, run("validate", received.toString(), "--dialect", "docs"), out);
    }

    @Test
    void validateAsksAnotherSchemaToo() throws Exception {
        var schema = Files.writeString(store.resolve("own.json"), "{\"required\": [\"subject\"]}");

        assertEquals(1, run("validate", redirected.toString(), "--schema", schema.toString()));
        assertTrue(out.contains("/: \"subject\" is missing; add it"), out);
    }

    @Test
    void redeliverForgetsWhatTheEndpointTook() throws Exception {
        var acknowledgement = store.resolve(".ack/archive/2026/11/20").resolve(REDIRECTED);
        var refused = Files.writeString(
                Files.createDirectories(store.resolve(".quarantine/archive/2026/11/20"))
                        .resolve(ANSWERED + ".vcon.json"),
                "");

        assertEquals(0, redeliver("archive", store), err);

        assertEquals("2 will be sent to archive again, 1 were still waiting to be sent\n", out);
        assertTrue(!Files.exists(acknowledgement) && !Files.exists(refused));
    }

    @Test
    void redeliverNamesFilesThatAreNeverSent() throws Exception {
        var renamed = Files.copy(redirected, redirected.resolveSibling("copy.vcon"));

        assertEquals(1, redeliver("archive", store));

        assertTrue(err.contains(renamed.getFileName() + ": is not named by its uuid"), err);
        assertEquals("1 will be sent to archive again, 2 were still waiting to be sent\n", out);
    }

    @Test
    void redeliverWantsAnEndpointThatThereIsAndFilesOfTheStore(@TempDir Path elsewhere) throws Exception {
        var stray = Files.write(elsewhere.resolve("a.vcon"), VconSamples.bytes("redirected-call"));

        assertEquals(2, redeliver("../archive", store));
        assertTrue(err.contains("there are: archive"), err);
        assertEquals(2, redeliver("archive", stray));
        assertTrue(err.contains("is not below vcon.directory"), err);
        assertTrue(Files.exists(store.resolve(".ack/archive/2026/11/20").resolve(REDIRECTED)));
    }

    private int redeliver(String endpoint, Path path) {
        return run(
                "redeliver",
                path.toString(),
                "--endpoint",
                endpoint,
                "--config",
                "../conf/sip-verify.conf",
                "-Dvcon.directory=" + store);
    }

    @ParameterizedTest
    @MethodSource
    void mistakesAreTold(List<String> arguments, int code, String complaint) {
        var line = arguments.stream().map(it -> it.replace("STORE", store.toString()));

        assertEquals(code, run(line.toArray(String[]::new)), err);

        assertTrue(err.contains(complaint), err);
        assertTrue(!err.contains("\tat "), "a stack is no answer: " + err);
    }

    static Stream<Arguments> mistakesAreTold() {
        return Stream.of(
                argumentSet("no file", List.of("show", "none.vcon"), 2, "no such file or directory: none.vcon"),
                argumentSet("a directory alone", List.of("show", "STORE"), 2, "name the vCon with --uuid or --call-id"),
                argumentSet("nothing found", List.of("ladder", "STORE", "--uuid", "ff"), 2, "no vCon with uuid ff"),
                argumentSet("several found", List.of("show", "STORE", "--uuid", "01a1f8"), 2, "several vCons"),
                argumentSet("no vCon", List.of("show", "../pom.xml"), 1, "pom.xml: not JSON"),
                argumentSet("no time", List.of("list", "STORE", "--since", "noon"), 2, "--since needs a time such as"),
                argumentSet(
                        "a slip in an outcome",
                        List.of("list", "STORE", "--outcome", "invald"),
                        2,
                        "--outcome: unknown outcome invald; did you mean invalid?"),
                argumentSet(
                        "a decision for an outcome",
                        List.of("list", "STORE", "--outcome", "redirected"),
                        2,
                        "--outcome: redirected is what --decision takes"),
                argumentSet(
                        "no schema",
                        List.of("validate", "STORE", "--schema", "../pom.xml"),
                        2,
                        "--schema: not a JSON schema"),
                argumentSet(
                        "no certificates",
                        List.of("verify", "STORE", "--uuid", REDIRECTED, "--ca", "../pom.xml"),
                        2,
                        "--ca: ../pom.xml: has no PEM certificate"),
                argumentSet(
                        "no dialect",
                        List.of("validate", "STORE", "--dialect", "dutch"),
                        2,
                        "--dialect must be draft or docs, not dutch"),
                argumentSet("no endpoint", List.of("redeliver", "STORE"), 2, "--endpoint"),
                argumentSet(
                        "nowhere to draw",
                        List.of("ladder", "STORE", "--uuid", REDIRECTED, "--svg", "STORE/no/a.svg"),
                        1,
                        "no/a.svg"));
    }

    @ParameterizedTest
    @MethodSource("subcommands")
    void everySubcommandHasHelpAndIsCompleted(String name) {
        var help = Ran.command("help", "vcon").out();
        assertTrue(help.contains("  " + name + " "), help);

        assertTrue(Ran.command("help", "vcon", name).out().contains("Usage: sip-verify vcon " + name), out);
        assertTrue(
                Ran.command("generate-completion").out().contains("_picocli_sip-verify_vcon_" + name), "no completion");
    }

    static Stream<String> subcommands() {
        return Stream.of("list", "show", "ladder", "validate", "verify", "decrypt", "redeliver");
    }
}

package org.sipverify.verifier.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;
import static org.sipverify.verifier.Samples.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sipverify.testkit.CapturedLog;
import org.sipverify.verifier.config.VerifierConfig;

/** What an operator reads about the verifier's responses. */
class AnswerWatchTest {
    private static final String AT = "The verifier at http://v.example/verify-callee ";
    private static final VerifierConfig.Http WITH_KEY = http("api-key = hush-hush");

    private final CapturedLog log = new CapturedLog(AnswerWatch.class.getName());
    private long now;
    private final AnswerWatch watch = new AnswerWatch(() -> now);

    @TempDir
    Path directory;

    @AfterEach
    void end() {
        log.close();
    }

    @Test
    void aRefusalIsOneErrorWhenItBeginsAndOneLineWhenItEnds() {
        answers(200, 401, 401, 401, 200, 200);

        assertEquals(
                List.of(
                        "ERROR " + AT + "answers HTTP 401: it does not accept the key; correct verifier.api-key",
                        "INFO " + AT + "accepts requests again"),
                log.lines());
    }

    @Test
    void aRefusalThatLastsIsRepeatedAfterMinutes() {
        answers(401);
        now += Duration.ofMinutes(5).toNanos() - 1;
        answers(401);
        assertEquals(1, log.errors().size());

        now += 1;
        answers(401);

        assertEquals(2, log.errors().size());
    }

    /** One of several verifiers behind a load balancer may have lost its keys. */
    @Test
    void aRefusalThatComesAndGoesIsNotAnErrorEachTime() {
        answers(401, 200, 401, 200, 401, 200);

        assertEquals(1, log.errors().size());
        assertEquals(2, log.lines().size());
    }

    @Test
    void anotherKeyThatIsRefusedTooIsAnErrorOfItsOwn() {
        answers(401);
        watch.answered(401, http("api-key = other"));

        assertEquals(2, log.errors().size());
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 407})
    void isRefusedWhileTheLastAnswerSaysSo(int status) {
        answers(status);
        assertTrue(watch.isRefused());

        answers(500);
        assertFalse(watch.isRefused());
    }

    /** It may have failed before it looked at the key. */
    @Test
    void aFailureIsNoAcceptance() {
        answers(401, 500, 401, 502);
        assertTrue(log.lines().stream().noneMatch(line -> line.startsWith("INFO")), () -> "" + log.lines());

        answers(422);

        assertTrue(log.lines().contains("INFO " + AT + "accepts requests again"), () -> "" + log.lines());
    }

    @ParameterizedTest
    @MethodSource
    void saysWhatToDo(int status, String settings, String told) {
        watch.answered(status, http(settings));

        assertEquals(List.of("ERROR " + AT + "answers HTTP " + status + ": " + told), log.lines());
    }

    static Stream<Arguments> saysWhatToDo() {
        var wrong = "verifier.url or verifier.endpoint may be wrong";
        var elsewhere = "redirects are not followed; set verifier.url to where it redirects";
        return Stream.of(
                argumentSet("no key", 401, "", "it wants a key; set verifier.api-key-file or verifier.api-key"),
                argumentSet(
                        "a key that may not",
                        403,
                        "api-key = k",
                        "it does not accept the key; correct verifier.api-key"),
                argumentSet(
                        "a proxy's own",
                        407,
                        "api-key = k",
                        "the proxy wants a password, which this server does not send; let this machine pass without"
                                + " one"),
                argumentSet("no such path", 404, "", wrong),
                argumentSet("a path for reading", 405, "", wrong),
                argumentSet("gone", 410, "", wrong),
                argumentSet("plain HTTP on a port for TLS", 421, "", wrong),
                argumentSet("HTTP to HTTPS", 301, "", elsewhere),
                argumentSet("a login page", 302, "", elsewhere));
    }

    @Test
    void namesTheFileOfTheKeyAndNeverTheKey() throws Exception {
        var file = Files.writeString(directory.resolve("verifier.key"), "hush-hush\n");

        watch.answered(401, http("api-key-file = \"" + file + "\""));
        watch.answered(401, WITH_KEY);

        assertTrue(log.lines().get(0).endsWith("correct the key in " + file + " (verifier.api-key-file)"));
        assertFalse(log.lines().toString().contains("hush"));
    }

    /** A caller with odd credentials may get a 404 of a verifier that works. */
    @Test
    void oneStray404OfAVerifierThatWorksIsNoMistakeInTheSettings() {
        answers(200, 404, 404, 404, 404, 200, 404);

        assertEquals(List.of(), log.errors());
    }

    @Test
    void manyInARowAre() {
        answers(200, 404, 404, 404, 404, 404);

        assertEquals(1, log.errors().size());
    }

    @Test
    void nothingIsProvenOfAnotherEndpoint() {
        answers(200);
        watch.answered(404, http("endpoint = /elsewhere"));

        assertEquals(1, log.errors().size());
    }

    private void answers(int... statuses) {
        for (int status : statuses) {
            watch.answered(status, WITH_KEY);
        }
    }

    private static VerifierConfig.Http http(String settings) {
        return config("url = \"http://v.example\"\n" + settings).http().orElseThrow();
    }
}

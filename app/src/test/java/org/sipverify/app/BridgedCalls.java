package org.sipverify.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.sipverify.testkit.Eventually;
import org.sipverify.testkit.FreePort;

/**
 * A packaged server that bridges, with sipp on both sides. Each side has a scenario of its own, and both must end as
 * written.
 */
final class BridgedCalls implements AutoCloseable {
    static final Path RECIPE = Path.of("../conf/policies/bridge.conf").toAbsolutePath();

    private static final AtomicInteger NUMBER = new AtomicInteger();

    final PackagedServer server;
    final int calleePort;
    private final Path directory;

    /** What both sides saw. */
    record Both(Sipp.Result caller, Sipp.Result callee) {}

    private BridgedCalls(PackagedServer server, int calleePort, Path directory) {
        this.server = server;
        this.calleePort = calleePort;
        this.directory = directory;
    }

    /**
     * Starts the server for callers over UDP and TCP, with redirect.target where a callee of this class listens.
     *
     * @param policy a file
     */
    static BridgedCalls start(Path directory, Path policy, String... settings) throws Exception {
        var calleePort = FreePort.next();
        var all = Stream.concat(
                        Stream.of(
                                "policy.path=" + policy,
                                "redirect.target=sip:127.0.0.1:" + calleePort,
                                "sip.transport=both",
                                "sip.admission.allow.0=127.0.0.0/8",
                                "audit.file=" + directory.resolve("audit.jsonl")),
                        Stream.of(settings))
                .toArray(String[]::new);
        return new BridgedCalls(PackagedServer.start(directory, all), calleePort, directory);
    }

    /** A scenario of scripts/sipp/bridge, whose files are kept apart from those of every other. */
    Sipp side(String scenario) throws IOException {
        return named("bridge/" + scenario);
    }

    /** The same of scripts/sipp. */
    Sipp named(String scenario) throws IOException {
        return new Sipp(room(), scenario);
    }

    private Path room() throws IOException {
        return Files.createDirectory(directory.resolve("side-" + NUMBER.incrementAndGet()));
    }

    /** One call from beginning to end. */
    Both call(String caller, String callee) throws Exception {
        return call(side(caller), side(callee));
    }

    Both call(Sipp caller, Sipp callee) throws Exception {
        return call(caller, callee, calleePort);
    }

    /** One call whose callee listens elsewhere. */
    Both call(Sipp caller, Sipp callee, int port) throws Exception {
        try (var answering = callee.answering(port);
                var calling = caller.calling(server.sipPort)) {
            return ended(caller, calling, callee, answering);
        }
    }

    /** Waits for the end of both, which must be as written. */
    Both ended(Sipp caller, Program calling, Sipp callee, Program answering) throws Exception {
        Eventually.isTrue(() -> !calling.isAlive() || !answering.isAlive(), () -> story(caller, calling, callee));
        var first = calling.isAlive() ? answering : calling;
        if (first.await() != 0) {
            throw new AssertionError(story(caller, calling, callee) + answering.text());
        }
        var both = new Both(caller.result(calling.await(), calling), callee.result(answering.await(), answering));
        assertEquals(0, both.caller().exitCode(), () -> story(caller, calling, callee));
        assertEquals(0, both.callee().exitCode(), () -> story(caller, calling, callee));
        return both;
    }

    private String story(Sipp caller, Program calling, Sipp callee) {
        return "CALLER\n" + caller.messages() + calling.text() + "\nCALLEE\n" + callee.messages() + "\nSERVER\n"
                + server.program.text();
    }

    /** Waits until both sides of every call are gone. */
    void areOver() {
        areZero("bridged_calls", "calls_in_hand");
    }

    /** Waits until nothing of any call is left: over UDP the last requests may be repeated for 32 seconds. */
    void areForgotten() {
        areZero("bridged_calls", "calls_in_hand", "bridge_entries");
    }

    private void areZero(String... gauges) {
        for (var gauge : gauges) {
            Eventually.isTrue(
                    () -> server.metric("sipverify_" + gauge) == 0,
                    () -> gauge + " is " + server.metric("sipverify_" + gauge));
        }
    }

    @Override
    public void close() throws Exception {
        server.close();
    }
}

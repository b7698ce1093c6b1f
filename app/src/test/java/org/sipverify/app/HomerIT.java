package org.sipverify.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sipverify.testkit.Eventually;
import org.sipverify.testkit.FreePort;
import org.sipverify.testkit.VerifierStandIn;

/** A call by way of the packaged server, as a program that understands HEP sees it. */
class HomerIT {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({"udp, u1", "tcp, t1"})
    void aCollectorGetsEveryMessageOfTheCall(String transport, String mode) throws Exception {
        try (var collector = Sngrep.start(directory);
                var verifier = new VerifierStandIn();
                var server = PackagedServer.start(
                        directory,
                        "sip.transport=" + transport,
                        "sip.hep.collector=127.0.0.1:" + collector.port,
                        "sip.hep.auth-key=s3cret",
                        "sip.hep.node-name=edge-1",
                        "verifier.url=" + verifier.url(),
                        "verifier.timeout=60s")) {
            var caller = FreePort.next();
            var call = new Sipp(directory, "invite")
                    .with("-t", mode, "-p", Integer.toString(caller))
                    .headers(CallsIT.signed())
                    .run(server.sipPort);
            assertEquals(0, call.exitCode(), call.screen());

            var here = "127.0.0.1:" + server.sipPort;
            var there = "127.0.0.1:" + caller;
            var requests = messages(call, "sent");
            var responses = messages(call, "received");
            awaitAll(requests, () -> texts(collector, there, here));
            awaitAll(responses, () -> texts(collector, here, there));
            assertEquals(List.of("INVITE", "ACK"), methods(requests));
            assertEquals(
                    "302", methods(responses).get(methods(responses).size() - 1)); // a slow answer has its 100 first
            Eventually.isTrue(() -> collector.captured().size() == sent(server));
            assertEquals(collector.captured().size(), sent(server));
        }
    }

    /** Each once: sipp may be gone before it has read what a slow machine made the server send again. */
    private static void awaitAll(List<String> expected, Supplier<List<String>> seen) {
        Eventually.isTrue(() -> seen.get().equals(expected));
        assertEquals(expected, seen.get());
    }

    private static double sent(PackagedServer server) {
        return server.metric("sipverify_hep_sent_total");
    }

    /** What sipp itself says that it sent or received, in order, each once. */
    private static List<String> messages(Sipp.Result call, String direction) {
        return Stream.of(call.messages().split("-{20,}[^\n]*\n"))
                .filter(entry -> entry.lines().findFirst().orElse("").contains("message " + direction))
                .map(entry -> entry.substring(entry.indexOf('\n')).strip())
                .distinct()
                .toList();
    }

    private static List<String> texts(Sngrep collector, String source, String destination) {
        return collector.captured().stream()
                .filter(message ->
                        message.source().equals(source) && message.destination().equals(destination))
                .map(message -> message.text().strip())
                .distinct()
                .toList();
    }

    /** The methods or status codes that occur. */
    private static List<String> methods(List<String> messages) {
        return messages.stream()
                .map(text -> text.replaceFirst("(?s)^(?:SIP/2.0 )?([A-Z0-9]+) .*", "$1"))
                .distinct()
                .toList();
    }
}

package org.sipverify.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sipverify.app.Sngrep.Captured;

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
                        "verifier.url=" + verifier.url())) {
            var caller = Ports.free();
            var call = new Sipp(directory, "invite")
                    .with("-t", mode, "-p", Integer.toString(caller))
                    .headers(CallsIT.signed())
                    .run(server.sipPort);
            assertEquals(0, call.exitCode(), call.screen());

            var requests = messages(call, "sent");
            var responses = messages(call, "received");
            var captured = collector.captured(requests.size() + responses.size());

            var here = "127.0.0.1:" + server.sipPort;
            var there = "127.0.0.1:" + caller;
            assertEquals(requests, texts(captured, there, here));
            assertEquals(responses, texts(captured, here, there));
            assertEquals(requests.size() + responses.size(), captured.size());
            assertEquals(List.of("INVITE", "ACK"), methods(requests));
            assertEquals(
                    "302", methods(responses).get(methods(responses).size() - 1)); // a slow answer has its 100 first
            assertEquals(captured.size(), server.metric("sipverify_hep_sent_total"));
        }
    }

    /** What sipp itself says that it sent or received, in order; a server that is cold may see retransmissions. */
    private static List<String> messages(Sipp.Result call, String direction) {
        return Stream.of(call.messages().split("-{20,}[^\n]*\n"))
                .filter(entry -> entry.lines().findFirst().orElse("").contains("message " + direction))
                .map(entry -> entry.substring(entry.indexOf('\n')).strip())
                .toList();
    }

    private static List<String> texts(List<Captured> captured, String source, String destination) {
        return captured.stream()
                .filter(message ->
                        message.source().equals(source) && message.destination().equals(destination))
                .map(message -> message.text().strip())
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

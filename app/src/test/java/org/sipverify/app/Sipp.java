package org.sipverify.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.sipverify.testkit.Eventually;
import org.sipverify.testkit.VconAssertions;

/**
 * Runs a scenario of scripts/sipp, with the answer that a test expects in place of the one that is written there, and
 * with credentials that must be nowhere afterwards.
 */
final class Sipp {
    private static final Path SCENARIOS = Path.of("../scripts/sipp").toAbsolutePath();

    static final String SECRET = VconAssertions.CREDENTIALS.get(0);
    private static final String CREDENTIALS = """
            Authorization: Digest username="bob", response="%1$s"
            Proxy-Authorization: Digest username="bob", response="%1$s"
            X-Some-API-Key: %1$s
            """.formatted(SECRET);

    private final Path directory;
    private final String scenario;
    private final List<String> options = new ArrayList<>();
    private String text;

    /** What came of it: the exit code, 0 when every call went as written, and every message sent and received. */
    record Result(int exitCode, String messages, String screen) {
        /** The last response that is not provisional; empty when none came. */
        String answer() {
            var all = List.of(messages.split("-{20,}"));
            return all.stream()
                    .filter(message -> message.contains("message received"))
                    .map(message -> message.substring(Math.max(0, message.indexOf("SIP/2.0 "))))
                    .filter(message -> message.startsWith("SIP/2.0 ") && !message.startsWith("SIP/2.0 1"))
                    .reduce((first, second) -> second)
                    .orElse("");
        }

        /** The first value of a header of the answer; empty when it is not there. */
        String header(String name) {
            return answer().lines()
                    .map(String::strip)
                    .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                    .map(line -> line.substring(name.length() + 1).strip())
                    .findFirst()
                    .orElse("");
        }

        /** The first message received that begins so; empty when none came. */
        String received(String start) {
            return all(start).findFirst().orElse("");
        }

        /** How many messages came that begin so, those that were repeated included. */
        long count(String start) {
            return all(start).count();
        }

        private Stream<String> all(String start) {
            return Stream.of(messages.split("-{20,}"))
                    .filter(message -> message.contains("message received"))
                    .map(message -> message.substring(message.indexOf(":\n\n") + 3))
                    .filter(message -> message.startsWith(start));
        }

        /** The methods of all requests that came, in order. */
        List<String> requests() {
            return all("").filter(message -> !message.startsWith("SIP/2.0 "))
                    .map(message -> message.substring(0, message.indexOf(' ')))
                    .toList();
        }

        String callId() {
            return messages.lines()
                    .filter(line -> line.startsWith("Call-ID: "))
                    .map(line -> line.substring("Call-ID: ".length()).strip())
                    .findFirst()
                    .orElseThrow();
        }

        int status() {
            return answer().isEmpty() ? 0 : Integer.parseInt(answer().substring(8, 11));
        }
    }

    Sipp(Path directory, String scenario) throws IOException {
        this.directory = directory;
        this.scenario = scenario;
        this.text =
                Files.readString(SCENARIOS.resolve(scenario + ".xml")).replace("[headers]", CREDENTIALS + "[headers]");
    }

    Sipp expecting(int written, int expected) {
        text = text.replace("response=\"" + written + "\"", "response=\"" + expected + "\"");
        return this;
    }

    Sipp sending(String written, String method) {
        text = text.replace(written, method);
        return this;
    }

    /** Header fields, each on a line of its own. */
    Sipp headers(String fields) {
        return with("-key", "headers", fields.isEmpty() ? "" : fields.strip().replace("\n", "\r\n") + "\r\n");
    }

    /** Header fields of a response that has a place for more, each on a line of its own. */
    Sipp more(String fields) {
        return with("-key", "more", fields.isEmpty() ? "" : fields.strip().replace("\n", "\r\n") + "\r\n");
    }

    Sipp with(String... more) {
        options.addAll(List.of(more));
        return this;
    }

    Result run(int port) throws IOException, InterruptedException {
        return run(port, Program.PATIENCE);
    }

    Result run(int port, Duration limit) throws IOException, InterruptedException {
        try (var sipp = calling(port)) {
            return result(sipp.await(limit), sipp);
        }
    }

    /** Starts it as the one who calls. */
    Program calling(int port) throws IOException {
        return start(Optional.of((options.contains("[::1]") ? "[::1]:" : "127.0.0.1:") + port));
    }

    /** From here on {@link #goOn} ends its pause, and no time does. */
    Sipp pausing() {
        return sending("<pause milliseconds=\"300\"/>", "<recv request=\"NOTIFY\"/>");
    }

    /** Once it has its 100: its own INVITE by another name is what it takes for a message of its call. */
    void goOn() throws IOException, InterruptedException {
        goOn("SIP/2.0 100 ");
    }

    /** The same once a caller has this text among its messages. */
    void goOn(String seen) throws IOException, InterruptedException {
        goOn(seen, 0);
    }

    /**
     * The same of either side.
     *
     * @param port where it listens; 0 for that of the Via of its INVITE
     */
    void goOn(String seen, int port) throws IOException, InterruptedException {
        Eventually.isTrue(() -> messages().contains(seen), this::messages);
        var invite = messages().substring(messages().indexOf("INVITE sip:"));
        var notify = invite.substring(0, invite.indexOf("\r\n\r\n") + 4)
                .replace("INVITE", "NOTIFY")
                .replaceFirst("Content-Length: [0-9]+", "Content-Length: 0")
                .getBytes(UTF_8);
        var own = invite.replaceFirst("(?s).*?Via: SIP/2.0/UDP 127.0.0.1:([0-9]+);.*", "$1");
        try (var socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            socket.send(new DatagramPacket(
                    notify, notify.length, InetAddress.getLoopbackAddress(), port == 0 ? Integer.parseInt(own) : port));
        }
    }

    /** How often a request of this method was sent so far. */
    long sent(String method) {
        return messages()
                .lines()
                .filter(line -> line.startsWith(method + " sip:"))
                .count();
    }

    /** Starts it as the one who is called. */
    Program answering(int port) throws IOException, InterruptedException {
        options.addAll(List.of("-p", Integer.toString(port)));
        var sipp = start(Optional.empty());
        try {
            if (options.contains("t1")) {
                sipp.awaitTcp(port);
            } else {
                sipp.awaitUdp(port);
            }
            return sipp;
        } catch (AssertionError deaf) {
            sipp.close();
            throw deaf;
        }
    }

    Result result(int code, Program sipp) {
        return new Result(code, messages(), sipp.text());
    }

    String messages() {
        var messages = directory.resolve(scenario + ".messages");
        try {
            return Files.exists(messages) ? Files.readString(messages) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Program start(Optional<String> whom) throws IOException {
        Files.createDirectories(directory.resolve(scenario).getParent());
        var file = Files.writeString(directory.resolve(scenario + ".xml"), text);
        var messages = directory.resolve(scenario + ".messages");
        Files.deleteIfExists(messages);
        var command = new ArrayList<>(List.of("sipp", "-sf", file.toString(), "-nostdin"));
        if (!options.contains("-i")) {
            command.addAll(List.of("-i", "127.0.0.1"));
        }
        if (!options.contains("-r")) {
            command.addAll(List.of("-m", "1", "-trace_msg", "-message_file", messages.toString()));
        }
        if (!options.contains("headers")) {
            headers("");
        }
        command.addAll(options);
        whom.ifPresent(command::add);
        return Program.start(directory, Map.of("TERM", "dumb"), command);
    }
}

package org.sipverify.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.sipverify.testkit.Eventually;
import org.sipverify.testkit.FreePort;
import org.sipverify.testkit.PemFiles;

/**
 * A phone without a sound card: it sends a tone in G.711, answers at once, and does what it is told over its control
 * connection (netstrings with JSON).
 */
final class Baresip implements AutoCloseable {
    /** Packets of RTP in the call under way. */
    record Media(String direction, long sent, long received) {}

    /**
     * @param host where it listens, for media too
     * @param shown its certificate, without which it is not called over TLS. It takes any certificate of others
     */
    record Setup(String host, Optional<PemFiles.Pair> shown) {
        static final Setup PLAIN = new Setup("127.0.0.1", Optional.empty());
    }

    private static final Pattern DIRECTION = Pattern.compile("audio dir=(\\w+)");
    private static final Pattern SENT = Pattern.compile("TX: packets=(\\d+)");
    private static final Pattern RECEIVED = Pattern.compile("rcvd=(\\d+)");

    final int port;
    final Program program;
    private final Socket control;
    private final BlockingQueue<JsonNode> events = new LinkedBlockingQueue<>();
    private final BlockingQueue<JsonNode> responses = new LinkedBlockingQueue<>();

    private Baresip(int port, Program program, Socket control) {
        this.port = port;
        this.program = program;
        this.control = control;
    }

    /** Starts a phone with this user part, which is the number it is called at. */
    static Baresip start(Path directory, String user) throws Exception {
        return start(directory, user, Setup.PLAIN);
    }

    static Baresip start(Path directory, String user, Setup setup) throws Exception {
        var port = port();
        var controlPort = FreePort.next();
        var home = Files.createTempDirectory(directory, "baresip");
        Files.writeString(home.resolve("config"), configuration(home, port, controlPort, setup));
        Files.writeString(
                home.resolve("accounts"),
                "<sip:%s@%s>;regint=0;answermode=auto\n".formatted(user, bracketed(setup.host())));
        Files.writeString(home.resolve("contacts"), "");
        var program = Program.start(home, Map.of(), List.of("baresip", "-f", home.toString(), "-s"));
        try {
            program.awaitTcp(controlPort);
            var phone = new Baresip(port, program, new Socket(InetAddress.getLoopbackAddress(), controlPort));
            new Thread(phone::listen, "baresip " + user).start();
            phone.tell("reginfo", ""); // it answers as soon as it can be called
            return phone;
        } catch (AssertionError | IOException deaf) {
            program.close();
            throw deaf;
        }
    }

    /** It also listens for TLS, at the next port. */
    private static int port() throws IOException {
        var port = FreePort.next();
        for (var next = FreePort.next(); next != port + 1; next = FreePort.next()) {
            port = next;
        }
        return port;
    }

    /** Ports for RTP are above those that tests take; the source of the tone knows one format only. */
    private static String configuration(Path home, int port, int controlPort, Setup setup) throws IOException {
        var text = """
                sip_listen %s:%d
                net_interface %s
                rtp_ports 40000-60000
                module_path /usr/lib/baresip/modules
                module g711.so
                module ausine.so
                module_app account.so
                module_app contact.so
                module_app menu.so
                module_app ctrl_tcp.so
                ctrl_tcp_listen 127.0.0.1:%d
                audio_source ausine,440
                ausrc_srate 48000
                ausrc_channels 2
                ringback_disabled yes
                statmode_default off
                """.formatted(bracketed(setup.host()), port, setup.host(), controlPort);
        if (setup.shown().isEmpty()) {
            return text;
        }
        var shown = setup.shown().get();
        var both = Files.readString(shown.certificate()) + Files.readString(shown.key());
        return text + "sip_certificate " + Files.writeString(home.resolve("both.pem"), both) + "\n";
    }

    private static String bracketed(String host) {
        return host.contains(":") ? "[" + host + "]" : host;
    }

    private void listen() {
        var json = new ObjectMapper();
        try {
            var input = new DataInputStream(control.getInputStream());
            while (true) {
                var message = json.readTree(input.readNBytes(length(input)));
                (message.path("response").asBoolean() ? responses : events).add(message);
                if (input.read() < 0) { // the comma
                    return;
                }
            }
        } catch (EOFException | SocketException ended) {
            // by close
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int length(DataInputStream input) throws IOException {
        var length = 0;
        for (var digit = input.readUnsignedByte(); digit != ':'; digit = input.readUnsignedByte()) {
            length = 10 * length + Character.digit(digit, 10);
        }
        return length;
    }

    void dial(String uri) throws Exception {
        tell("dial", uri);
    }

    void hold() throws Exception {
        tell("hold", "");
    }

    void resume() throws Exception {
        tell("resume", "");
    }

    void transfer(String uri) throws Exception {
        tell("transfer", uri);
    }

    void hangUp() throws Exception {
        tell("hangup", "");
    }

    /** Its answer in words. */
    private String tell(String command, String parameter) throws Exception {
        var text = new ObjectMapper()
                .createObjectNode()
                .put("command", command)
                .put("params", parameter)
                .toString();
        control.getOutputStream().write((text.getBytes(UTF_8).length + ":" + text + ",").getBytes(UTF_8));
        var response = responses.poll(Program.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        if (response == null || !response.path("ok").asBoolean()) {
            throw new AssertionError(command + ": " + response + "\n" + program.text());
        }
        return response.path("data").asText();
    }

    /**
     * Waits for the next event of this type, such as CALL_ESTABLISHED; those before it are passed over.
     *
     * @return the Call-ID of its call
     */
    String awaits(String type) throws InterruptedException {
        var event = next(type);
        while (!event.path("type").asText().equals(type)) {
            event = next(type);
        }
        return event.path("id").asText();
    }

    private JsonNode next(String type) throws InterruptedException {
        var event = events.poll(Program.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        if (event == null) {
            throw new AssertionError("no " + type + ":\n" + program.text());
        }
        return event;
    }

    Media media() {
        try {
            var text = tell("audio_debug", "");
            return new Media(
                    found(DIRECTION, text).findFirst().orElse(""),
                    found(SENT, text).mapToLong(Long::parseLong).sum(),
                    found(RECEIVED, text).mapToLong(Long::parseLong).sum()); // one figure for each source
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static Stream<String> found(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(it -> it.group(1));
    }

    /** Waits until media comes and goes: half a second of speech each way, counted from here. */
    void talks() {
        var before = media();
        Eventually.isTrue(() -> more(before, media()), () -> before + " " + media() + "\n" + program.text());
    }

    private static boolean more(Media before, Media now) {
        return now.direction().equals("sendrecv")
                && now.sent() >= before.sent() + 25
                && now.received() >= before.received() + 25;
    }

    /** Waits until the session allows media in this direction only. */
    void awaitsDirection(String direction) {
        Eventually.isTrue(() -> media().direction().equals(direction), () -> media() + "\n" + program.text());
    }

    @Override
    public void close() throws IOException, InterruptedException {
        control.close();
        program.close();
    }
}

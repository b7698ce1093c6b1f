package org.sipverify.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.sipverify.testkit.Eventually;
import org.sipverify.testkit.FreePort;

/**
 * linphonec, a phone that plays a file instead of listening to a sound card, answers at once, and reads what it shall do
 * line by line.
 */
final class Linphone implements AutoCloseable {

    private static final Pattern SENT = Pattern.compile("ortp-message-sent +(\\d+) packets");
    private static final Pattern RECEIVED = Pattern.compile("ortp-message-received +(\\d+) packets");

    final int port;
    final Program program;
    private final Path home;
    private int read;

    private Linphone(int port, Program program, Path home) {
        this.port = port;
        this.program = program;
        this.home = home;
    }

    /**
     * Starts a phone that has this user part in its From.
     */
    static Linphone start(Path directory, String user) throws IOException, InterruptedException {
        var port = FreePort.next();
        var home = Files.createTempDirectory(directory, "linphone");
        Files.createDirectories(home.resolve(".local/share/linphone")); // it does not start without its database
        Files.writeString(home.resolve("rc"), configuration(user, port));
        Files.writeString(home.resolve("commands"), "");
        var command = "tail -n +1 -f commands | linphonec -a -C -c rc -d 6 -l log";
        var program = Program.start(
                home,
                Map.of("HOME", home.toString(), "XDG_RUNTIME_DIR", home.toString()),
                List.of("sh", "-c", command));
        try {
            program.awaitUdp(port);
            var phone = new Linphone(port, program, home);
            phone.tell("ipv6 disable", "ipv6 use disabled");
            phone.tell("soundcard use files", "Using wav files");
            return phone;
        } catch (AssertionError deaf) {
            program.close();
            throw deaf;
        }
    }

    private static String configuration(String user, int port) {
        return """
                [sip]
                sip_port=%2$d
                sip_tcp_port=%2$d
                sip_tls_port=0
                contact=sip:%1$s@127.0.0.1:%2$d
                bind_address=127.0.0.1
                guess_hostname=0
                [rtp]
                audio_rtp_port=40000-60000
                bind_address=127.0.0.1
                [video]
                capture=0
                display=0
                automatically_initiate=0
                automatically_accept=0
                """.formatted(user, port);
    }

    /**
     * Has it do something, and waits until it says so.
     *
     * @return what it said
     */
    String tell(String command, String said) throws IOException {
        read = program.text().length();
        Files.writeString(home.resolve("commands"), command + "\n", StandardOpenOption.APPEND);
        return awaits(said);
    }

    /** Calls, and speaks as soon as it is answered; the number it gives the call. */
    String call(String uri) throws IOException {
        var said = tell("call " + uri, "Media streams established with");
        play();
        return said.replaceFirst("(?s).*assigned id (\\d+).*", "$1");
    }

    /** A file of baresip, again and again, until the call or the session changes. */
    void play() throws IOException {
        tell("play /usr/share/baresip/ring.wav", "play ");
    }

    /**
     * Waits until it says this, after what was waited for last.
     *
     * @return all that it said since then
     */
    String awaits(String said) {
        Eventually.isTrue(() -> program.text().indexOf(said, read) >= 0, program::text);
        var text = program.text();
        var from = read;
        read = text.indexOf(said, from) + said.length();
        return text.substring(from, read);
    }

    /** Packets of RTP of the last call, which has ended: sent, received. */
    List<Long> packets() throws IOException {
        var log = Files.readString(home.resolve("log"));
        return Stream.of(SENT, RECEIVED)
                .map(pattern -> pattern.matcher(log)
                        .results()
                        .map(found -> Long.parseLong(found.group(1)))
                        .reduce(0L, (first, second) -> second))
                .toList();
    }

    @Override
    public void close() throws InterruptedException {
        program.close();
    }
}

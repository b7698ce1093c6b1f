package org.sipverify.sip.dns;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.sipverify.testkit.FreePort;

/** A real DNS server with the records of a test, all of them below {@code test.}; others it fails to tell. */
public final class Unbound implements AutoCloseable {
    private final Process process;
    private final Path directory;
    private final int port;

    private Unbound(Process process, Path directory, int port) {
        this.process = process;
        this.directory = directory;
        this.port = port;
    }

    /** Starts it, if it is installed; otherwise the test is skipped and says so. */
    public static Unbound with(List<String> records) throws IOException {
        var program = program();
        Assumptions.assumeTrue(program.isPresent(), "unbound is not installed: scripts/prepare test");
        var directory = Files.createTempDirectory("unbound");
        var port = FreePort.next();
        var conf = Files.writeString(directory.resolve("unbound.conf"), configuration(directory, port, records));
        var process = new ProcessBuilder(program.get().toString(), "-d", "-c", conf.toString())
                .redirectErrorStream(true)
                .start();
        var server = new Unbound(process, directory, port);
        try {
            server.awaitStart();
            return server;
        } catch (IOException e) {
            server.close();
            throw e;
        }
    }

    /** Where only an administrator's path leads. */
    private static Optional<Path> program() {
        return Stream.of("/usr/sbin/unbound", "/usr/bin/unbound", "/usr/local/sbin/unbound")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** At most 512 octets by UDP, so that a longer answer has to be asked for by TCP. */
    private static String configuration(Path directory, int port, List<String> records) {
        var data = Stream.concat(Stream.of("test. 60 IN SOA ns.test. admin.test. 1 60 60 60 60"), records.stream())
                .map(record -> "  local-data: '" + record + "'\n")
                .collect(Collectors.joining());
        return """
                server:
                  do-daemonize: no
                  interface: 127.0.0.1@%1$d
                  port: %1$d
                  username: ""
                  chroot: ""
                  directory: "%2$s"
                  pidfile: ""
                  use-syslog: no
                  logfile: ""
                  verbosity: 1
                  num-threads: 1
                  module-config: "iterator"
                  max-udp-size: 512
                  local-zone: "test." static
                %3$s
                auth-zone:
                  name: "broken."
                  primary: 127.0.0.1@%1$d
                  fallback-enabled: no
                """.formatted(port, directory, data);
    }

    private void awaitStart() throws IOException {
        var output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        var said = new StringBuilder();
        for (var line = output.readLine(); line != null; line = output.readLine()) {
            said.append(line).append('\n');
            if (line.contains("start of service")) {
                return;
            }
        }
        throw new IOException("unbound does not start:\n" + said);
    }

    public InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    public DnsConfig config() {
        return new DnsConfig(List.of(address()), Duration.ofSeconds(20), Duration.ofMinutes(1));
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        process.onExit().join();
        try (var files = Files.walk(directory)) {
            files.sorted(java.util.Comparator.reverseOrder())
                    .forEach(it -> it.toFile().delete());
        }
    }
}

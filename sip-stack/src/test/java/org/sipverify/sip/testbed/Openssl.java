package org.sipverify.sip.testbed;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** The TLS client of OpenSSL: what it says of a server. Without openssl its tests are skipped, and say so. */
public final class Openssl {
    /** Shakes hands and ends. */
    public static String client(int port, List<String> options) throws IOException, InterruptedException {
        var process = start(port, options);
        process.getOutputStream().close();
        return output(process);
    }

    /** Asks for a renegotiation, as its interactive command R does, and stays until the server ends it. */
    public static String renegotiate(int port) throws IOException, InterruptedException {
        var process = start(port, List.of("-tls1_2"));
        process.getOutputStream().write("R\n".getBytes(UTF_8));
        process.getOutputStream().flush();
        return output(process);
    }

    private static Process start(int port, List<String> options) throws IOException {
        var command = new ArrayList<>(List.of("openssl", "s_client", "-connect", "127.0.0.1:" + port));
        command.addAll(options);
        try {
            return new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException e) {
            return Assumptions.abort("no openssl here: " + e.getMessage());
        }
    }

    private static String output(Process process) throws IOException, InterruptedException {
        try {
            var text = new String(process.getInputStream().readAllBytes(), UTF_8);
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                throw new AssertionError("openssl does not end: " + text);
            }
            return text;
        } finally {
            process.destroyForcibly();
        }
    }

    private Openssl() {}
}

package org.sipverify.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Makes certificates with openssl, as an operator would. */
final class TestCa {
    private final Path directory;
    private final String name;

    TestCa(Path directory, String name) throws IOException, InterruptedException {
        this.directory = directory;
        this.name = name;
        openssl("req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=" + name + " -keyout "
                + file(name, "key") + " -out " + certificate());
    }

    /** The certificate of this authority. */
    Path certificate() {
        return file(name, "pem");
    }

    /** Writes NAME.pem and NAME.key, for 127.0.0.1; renewed, they take the place of the old ones at once. */
    void issue(String whose) throws IOException, InterruptedException {
        var extensions = Files.writeString(file(whose, "ext"), "subjectAltName=IP:127.0.0.1,DNS:localhost\n");
        openssl("req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=server -keyout "
                + file(whose, "newkey") + " -out " + file(whose, "csr"));
        openssl("x509 -req -days 1 -CA " + certificate() + " -CAkey " + file(name, "key") + " -CAcreateserial -in "
                + file(whose, "csr") + " -extfile " + extensions + " -out " + file(whose, "newpem"));
        Files.move(file(whose, "newkey"), file(whose, "key"), StandardCopyOption.REPLACE_EXISTING);
        Files.move(file(whose, "newpem"), file(whose, "pem"), StandardCopyOption.REPLACE_EXISTING);
    }

    Path file(String whose, String ending) {
        return directory.resolve(whose + "." + ending);
    }

    /** The settings of a server that shows this certificate. */
    String[] serving(String whose, int port) {
        return new String[] {
            "sip.tls.enabled=true",
            "sip.tls.port=" + port,
            "sip.tls.cert-file=" + file(whose, "pem"),
            "sip.tls.key-file=" + file(whose, "key")
        };
    }

    private void openssl(String arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("openssl"));
        command.addAll(List.of(arguments.split(" ")));
        try (var program = Program.start(directory, Map.of(), command)) {
            if (program.await() != 0) {
                throw new AssertionError(program.text());
            }
        }
    }
}

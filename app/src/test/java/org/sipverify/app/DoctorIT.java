package org.sipverify.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sipverify.testkit.FreePort;

/** What keeps a server from working is found, and something is said that helps. */
class DoctorIT {
    @TempDir
    private Path directory;

    private Path file;
    private int sipPort;
    private int httpPort;

    @BeforeEach
    void configure() throws Exception {
        sipPort = FreePort.next();
        httpPort = FreePort.next();
        file = Files.writeString(
                directory.resolve("own.conf"),
                "sip { host = \"127.0.0.1\", port = %d, transport = udp }%nhttp.port = %d%n"
                        .formatted(sipPort, httpPort));
        Files.copy(PackagedServer.HOME.resolve("conf/policy.conf"), directory.resolve("policy.conf"));
    }

    @Test
    void aSoundMachineIsServedACall() {
        var doctor = doctor();

        assertEquals(0, doctor.code(), doctor.out());
        assertTrue(doctor.out().contains("ok   call "), doctor.out());
        assertTrue(doctor.out().contains("is VALID and answered 302"), doctor.out());
        assertTrue(doctor.out().contains("ok   udp port " + sipPort), doctor.out());
        assertFalse(Files.exists(directory.resolve("vcon")), "it leaves no records");
    }

    @Test
    void anotherProgramOnThePortIsFound() throws Exception {
        try (var unused = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), sipPort))) {
            var doctor = doctor();

            assertEquals(1, doctor.code(), doctor.out());
            assertTrue(doctor.out().contains("another program has it"), doctor.out());
            assertTrue(doctor.out().contains("-> find it with \"ss -lntup 'sport = :" + sipPort), doctor.out());
        }
    }

    @Test
    void aRunningServerHasItsPorts() throws Exception {
        var options = List.of("--config", file.toString());
        try (var unused = PackagedServer.start(
                directory, Map.of(), options, "sip.port=" + sipPort, "http.port=" + httpPort, "vcon.directory=")) {
            var doctor = doctor();

            assertEquals(0, doctor.code(), doctor.out());
            assertTrue(doctor.out().contains("ok   server         is running: {\"status\":\"healthy\""), doctor.out());
            assertTrue(doctor.out().contains("in use, by the running server"), doctor.out());
        }
    }

    @Test
    void aMistakeInThePolicyIsFound() throws Exception {
        Files.writeString(directory.resolve("policy.conf"), "on-valid { action = redirekt }");

        var doctor = doctor();

        assertEquals(1, doctor.code(), doctor.out());
        assertTrue(doctor.out().contains("policy.conf: 1: on-valid.action"), doctor.out());
    }

    @Test
    void aVerifierThatIsAwayIsFound() throws Exception {
        add("verifier.url = \"http://127.0.0.1:%d\"".formatted(FreePort.next()));

        var doctor = doctor();

        assertEquals(1, doctor.code(), doctor.out());
        assertTrue(doctor.out().contains("gives no verdict: VERIFIER_UNREACHABLE"), doctor.out());
    }

    @Test
    void aDirectoryThatCannotBeMadeIsFound() throws Exception {
        Files.writeString(directory.resolve("in-the-way"), "");
        add("audit.file = \"in-the-way/audit.jsonl\"");

        var doctor = doctor();

        assertEquals(1, doctor.code(), doctor.out());
        assertTrue(doctor.out().contains("in-the-way cannot be written"), doctor.out());
    }

    @Test
    void anOpenDoorAndAKeyThatAllCanReadAreNamed() throws Exception {
        add("verifier { api-key = secret, url = \"http://127.0.0.1:%d\" }".formatted(FreePort.next()));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

        var doctor = doctor("-Dsip.host=0.0.0.0");

        assertTrue(doctor.out().contains("warn door           open to everybody"), doctor.out());
        assertTrue(doctor.out().contains(file + " can be read by everybody"), doctor.out());
        assertFalse(doctor.out().contains("secret"), doctor.out());
    }

    @Test
    void programsGetAnObjectALine() throws Exception {
        var doctor = doctor("--json");

        var json = new ObjectMapper();
        for (var line : doctor.out().lines().toList()) {
            assertTrue(
                    List.of("OK", "WARN", "FAIL")
                            .contains(json.readTree(line).get("level").asText()),
                    line);
        }
    }

    private void add(String line) throws Exception {
        Files.writeString(file, Files.readString(file) + line + "\n");
    }

    private Ran doctor(String... more) {
        var words = new ArrayList<>(List.of(
                "doctor",
                "--config",
                file.toString(),
                "--state",
                directory.resolve("state").toString()));
        words.addAll(List.of(more));
        return Ran.command(words.toArray(String[]::new));
    }
}

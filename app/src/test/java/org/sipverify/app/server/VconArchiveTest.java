package org.sipverify.app.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sipverify.app.config.Configuration;
import org.sipverify.app.config.Settings;
import org.sipverify.app.ops.Metrics;
import org.sipverify.testkit.CertificateAuthority;
import org.sipverify.testkit.Eventually;
import org.sipverify.testkit.FreePort;
import org.sipverify.testkit.PemFiles;

/** Made, sealed, stored, delivered, deleted: how the parts of that hang together. */
class VconArchiveTest {
    @TempDir
    private Path directory;

    private final Metrics meters = new Metrics();

    @AfterEach
    void close() {
        meters.close();
    }

    @Test
    void whatRetentionDeletesIsLostForWhoDidNotHaveItAndForgottenByDelivery() throws Exception {
        var longAgo = Instant.now().minus(Duration.ofDays(10));
        var day = DateTimeFormatter.ofPattern("uuuu/MM/dd", Locale.ROOT)
                .withZone(ZoneOffset.UTC)
                .format(longAgo);
        var uuid = new UUID(longAgo.toEpochMilli() << 16 | 0x8000, 1L << 63);
        var file = write(directory.resolve(day).resolve(uuid + ".vcon"));
        var acknowledged = write(directory.resolve(".ack/archive").resolve(day).resolve(uuid.toString()));
        var settings = """
                vcon { directory = "%s", retention.max-age = 1 day }
                vcon.delivery.endpoint-defaults.retry-min = 100 ms
                vcon.delivery.endpoints = [
                  { name = archive, profile = post, url = "http://127.0.0.1:%2$d" }
                  { name = fraud, profile = post, url = "http://127.0.0.1:%2$d" }
                ]
                """.formatted(directory, FreePort.next());
        var own = Files.writeString(directory.resolve("own.conf"), settings);

        try (var archive = VconArchive.start(
                        Settings.from(
                                Configuration.load(Optional.of(own), Map.of()).settings(), directory),
                        meters,
                        Optional.empty())
                .orElseThrow()) {
            Eventually.isTrue(() -> meters.scrape().contains(lost("fraud") + " 1.0"));
            Eventually.isTrue(() -> meters.scrape().contains("sipverify_vcons_expired_total 1.0"));
            assertEquals(0, archive.exporter().pending());
        }

        assertFalse(Files.exists(file));
        assertFalse(Files.exists(acknowledged));
        assertTrue(meters.scrape().contains(lost("fraud") + " 1.0"), meters.scrape());
        assertTrue(meters.scrape().contains(lost("archive") + " 0.0"), meters.scrape());
    }

    @Test
    void theEndOfTheSigningCertificateIsAFigure() throws Exception {
        var signer = new CertificateAuthority("ca").issueTo("vcon", "RSA");
        var files = new PemFiles(directory).write("vcon", signer);
        var settings = """
                vcon.directory = "%s"
                vcon.seal.sign { cert-file = "%s", key-file = "%s" }
                """.formatted(directory.resolve("vcons"), files.certificate(), files.key());

        try (var archive = start(settings)) {
            var end = signer.certificate().getNotAfter().toInstant();
            var figure = meters.scrape()
                    .lines()
                    .filter(line -> line.startsWith("sipverify_vcons_certificate_expiry_timestamp_seconds "))
                    .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf(' '))))
                    .sum();
            assertEquals((double) end.getEpochSecond(), figure);
            assertTrue(archive.exporter().isWorking());
        }
    }

    private VconArchive start(String settings) throws Exception {
        var own = Files.writeString(directory.resolve("own.conf"), settings);
        var configuration = Configuration.load(Optional.of(own), Map.of()).settings();
        return VconArchive.start(Settings.from(configuration, directory), meters, Optional.empty())
                .orElseThrow();
    }

    private static String lost(String endpoint) {
        return "sipverify_vcon_dropped_total{endpoint=\"" + endpoint + "\",reason=\"removed\"}";
    }

    private static Path write(Path file) throws Exception {
        Files.createDirectories(file.getParent());
        return Files.writeString(file, "{\"vcon\":\"0.4.0\",\"parties\":[]}");
    }
}

package org.sipverify.app.cli.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.sipverify.app.config.Settings;
import org.sipverify.app.config.WrittenDirectories;
import org.sipverify.sip.tls.TlsConfig;
import org.sipverify.sip.tls.TlsFileException;
import org.sipverify.sip.tls.TlsKeys;

/**
 * Who may do what: whether this user can write where the server writes, whether others can read secrets, who may call,
 * and how long the certificates last.
 *
 * @param configuration the configuration file; empty when there is none
 * @param state where copies of the last good files are kept
 */
record RightsCheck(Settings settings, Optional<Path> configuration, Path state) {
    private static final Duration SOON = Duration.ofDays(14);

    List<Diagnosis> look() {
        var found = new ArrayList<Diagnosis>();
        if (System.getProperty("user.name").equals("root")) {
            found.add(Diagnosis.warn(
                    "user",
                    "this is root, who may read and write everything: the service's user may not",
                    "look as that user: runuser -u sip-verify -- sip-verify doctor"));
        }
        Stream.concat(WrittenDirectories.of(settings).stream(), Stream.of(state))
                .distinct()
                .map(RightsCheck::written)
                .forEach(found::add);
        secrets().map(RightsCheck::secret).flatMap(Optional::stream).forEach(found::add);
        found.add(door());
        settings.sip().server().listening().tls().map(RightsCheck::certificates).ifPresent(found::addAll);
        return found;
    }

    private static Diagnosis written(Path directory) {
        var there = WrittenDirectories.existing(directory);
        return Files.isDirectory(there) && Files.isWritable(there)
                ? Diagnosis.ok("rights", directory + " can be written")
                : Diagnosis.fail(
                        "rights",
                        directory + " cannot be written by " + System.getProperty("user.name"),
                        "give it to the service's user, or name another directory");
    }

    private Stream<Path> secrets() {
        var keys = settings.sip().server().listening().tls().stream()
                .flatMap(tls -> tls.certificates().stream())
                .flatMap(it -> Stream.concat(Stream.of(it.key()), it.password().stream()));
        var key = settings.verification().config().http().map(it -> it.apiKey());
        var inConfiguration =
                key.filter(it -> it.isPresent() && it.file().isEmpty()).flatMap(it -> configuration);
        return Stream.of(inConfiguration.stream(), key.flatMap(it -> it.file()).stream(), keys)
                .flatMap(it -> it);
    }

    private static Optional<Diagnosis> secret(Path file) {
        try {
            return Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ)
                    ? Optional.of(Diagnosis.warn(
                            "rights", file + " can be read by everybody on this machine", "chmod o-rwx " + file))
                    : Optional.empty();
        } catch (IOException | UnsupportedOperationException e) {
            return Optional.of(Diagnosis.fail("rights", file + " cannot be looked at", "see that it exists"));
        }
    }

    private Diagnosis door() {
        var admission = settings.sip().server().admission();
        var host = settings.sip().server().listening().host();
        return admission.isOpen() && !host.startsWith("127.") && !host.equals("::1")
                ? Diagnosis.warn(
                        "door",
                        admission.summary(),
                        "name the networks of your callers in sip.admission.allow, and let the firewall drop the rest")
                : Diagnosis.ok("door", admission.summary());
    }

    private static List<Diagnosis> certificates(TlsConfig config) {
        try (var keys = TlsKeys.load(config)) {
            return keys.expiries().entrySet().stream()
                    .map(it -> certificate(it.getKey(), it.getValue()))
                    .toList();
        } catch (TlsFileException e) {
            return List.of(Diagnosis.fail("tls", String.valueOf(e.getMessage()), "correct sip.tls"));
        }
    }

    private static Diagnosis certificate(Path file, Instant end) {
        var left = Duration.between(Instant.now(), end);
        var text = "the certificate in " + file + " is valid until " + end;
        if (left.isNegative()) {
            return Diagnosis.fail(
                    "tls",
                    "the certificate in " + file + " expired on " + end,
                    "renew it; it is read without a restart");
        }
        return left.compareTo(SOON) < 0
                ? Diagnosis.warn("tls", text, "see that it is renewed (docs/guide/security.md)")
                : Diagnosis.ok("tls", text);
    }
}

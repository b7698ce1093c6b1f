package org.sipverify.app.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.sipverify.formats.config.ConfigSection;

/**
 * The section {@code audit} of the configuration.
 *
 * @param file where the audit goes; absent when there is none
 * @param isAuto whether systemd's directory for logs decided on that
 * @param maxAge how long rotated files are kept
 * @param maxSize bytes of rotated files that are kept
 */
public record AuditSettings(Optional<Path> file, boolean isAuto, Duration maxAge, long maxSize) {
    /** No audit. */
    public static final AuditSettings NONE = new AuditSettings(Optional.empty(), false, Duration.ZERO, 0);

    private static final String AUTO = "auto";
    private static final String NAME = "audit.jsonl";

    /** Where the packaged service has its logs. */
    private static final Path OF_THE_SERVICE = Path.of("/var/log/sip-verify");

    /** Reads the section, with systemd's directory for logs as this process has it. */
    public static AuditSettings from(ConfigSection audit) {
        return from(audit, Optional.ofNullable(System.getenv("LOGS_DIRECTORY")).orElse(""));
    }

    /** @param logs what systemd passes to a service with {@code LogsDirectory}, several with colons; else empty */
    static AuditSettings from(ConfigSection audit, String logs) {
        boolean isAuto = audit.text("file").equals(AUTO);
        var first = Optional.of(logs.split(":", 2)[0]).filter(text -> !text.isEmpty());
        return new AuditSettings(
                isAuto ? first.map(directory -> Path.of(directory, NAME)) : audit.file("file"),
                isAuto,
                audit.duration("max-age", Duration.ofHours(1), Duration.ofDays(36_500)),
                audit.size("max-size", 1L << 20, Long.MAX_VALUE));
    }

    /** The file to read: a command in a shell has no such directory, and means that of the packaged service. */
    public Optional<Path> toRead() {
        return file.or(() -> isAuto ? Optional.of(OF_THE_SERVICE.resolve(NAME)) : Optional.empty());
    }

    /** For log4j2.xml. */
    void configure() {
        file.map(Path::toAbsolutePath).ifPresent(path -> {
            System.setProperty("sipverify.audit.file", path.toString());
            System.setProperty("sipverify.audit.directory", String.valueOf(path.getParent()));
            System.setProperty(
                    "sipverify.audit.rotated",
                    Pattern.quote(String.valueOf(path.getFileName())) + "\\.\\d{4}-\\d\\d-\\d\\d\\.\\d+\\.gz");
            System.setProperty("sipverify.audit.max-age", "PT" + maxAge.toSeconds() + "S");
            System.setProperty("sipverify.audit.max-size", Long.toString(maxSize));
        });
    }
}

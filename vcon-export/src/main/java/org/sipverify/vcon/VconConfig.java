package org.sipverify.vcon;

import com.typesafe.config.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.sipverify.formats.config.ConfigSection;
import org.sipverify.formats.file.IoFailure;
import org.sipverify.vcon.content.ContentConfig;
import org.sipverify.vcon.content.Purpose;
import org.sipverify.vcon.journal.JournalConfig;
import org.sipverify.vcon.store.StoreConfig;

/**
 * The section {@code vcon} of the configuration; {@code reference.conf} says what each key means.
 *
 * @param refuseUnjournalled whether a call that cannot be journalled is refused
 * @param redactedKey makes the pseudonyms of the redacted copy; absent when there is none
 */
public record VconConfig(
        ContentConfig content,
        JournalConfig journal,
        StoreConfig store,
        Queues queues,
        boolean refuseUnjournalled,
        Optional<PseudonymKey> redactedKey) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?");
    private static final Pattern FIELD = Pattern.compile("[A-Za-z0-9-]{1,64}");
    private static final Pattern CREDENTIALS =
            Pattern.compile(".*(authorization|authenticate|authentication-info|api-key)|geolocation");

    /** As good as for ever. */
    private static final Duration CENTURY = Duration.ofDays(36_500);

    /**
     * How much may wait: events to be recorded, and calls to be written.
     *
     * @param length of either queue
     * @param bytes that either may hold
     */
    public record Queues(int length, long bytes) {}

    /**
     * Reads the section; absent when no directory is named. Everything is read in any case, so that a mistake is
     * reported before vCons are switched on.
     *
     * @param hostName this machine's name, for a server that has none of its own
     * @throws ConfigException at a mistake; it names file, line and key
     */
    public static Optional<VconConfig> from(ConfigSection vcon, String hostName) {
        var directory = vcon.file("directory");
        var place = directory.orElse(Path.of(""));
        var config = new VconConfig(
                content(vcon, hostName),
                journal(vcon, place),
                store(vcon, place),
                new Queues(vcon.whole("queue", 16, 1_000_000), vcon.size("queue-bytes", 1L << 20, 1L << 34)),
                vcon.choice("on-journal-failure", "continue", "refuse-calls").equals("refuse-calls"),
                key(vcon));
        return directory.map(it -> config);
    }

    private static ContentConfig content(ConfigSection vcon, String hostName) {
        var name = vcon.optionalText("name");
        if (name.isPresent() && !NAME.matcher(name.get()).matches()) {
            throw vcon.mistake("name", "must be a host name, not \"" + name.get() + "\"");
        }
        return new ContentConfig(name.orElse(hostName), vcon.text("organization"), purposes(vcon), headers(vcon));
    }

    private static Set<Purpose> purposes(ConfigSection vcon) {
        return Arrays.stream(Purpose.values())
                .filter(purpose -> vcon.flag("attachments." + purpose.text()))
                .collect(Collectors.toSet());
    }

    private static Set<String> headers(ConfigSection vcon) {
        return Set.copyOf(vcon.each("headers", VconConfig::header));
    }

    private static String header(String name) {
        if (!FIELD.matcher(name).matches()) {
            throw new IllegalArgumentException("\"" + name + "\" is not a valid name of a header field");
        }
        if (CREDENTIALS.matcher(name.toLowerCase(Locale.ROOT)).matches()) {
            throw new IllegalArgumentException(name + " may not be kept: it holds credentials or a location");
        }
        return name;
    }

    private static JournalConfig journal(ConfigSection vcon, Path directory) {
        return new JournalConfig(
                vcon.file("journal.directory").orElse(directory.resolve(".journal")),
                vcon.duration("journal.sync-interval", Duration.ofMillis(5), Duration.ofMinutes(1)),
                vcon.size("journal.segment-size", 1L << 20, 256L << 20),
                vcon.size("journal.max-size", 1L << 20, 1L << 40),
                vcon.duration("journal.patience", Duration.ofMillis(1), Duration.ofSeconds(10)));
    }

    private static StoreConfig store(ConfigSection vcon, Path directory) {
        return new StoreConfig(
                directory, vcon.flag("gzip"), maxAge(vcon), vcon.size("retention.max-size", 0, Long.MAX_VALUE));
    }

    /** No operator means to lose vCons within the hour. */
    private static Duration maxAge(ConfigSection vcon) {
        var age = vcon.duration("retention.max-age", Duration.ZERO, CENTURY);
        if (!age.isZero() && age.compareTo(Duration.ofHours(1)) < 0) {
            throw vcon.mistake(
                    "retention.max-age", "must be 0 or at least 1 hour, not " + vcon.text("retention.max-age"));
        }
        return age;
    }

    private static Optional<PseudonymKey> key(ConfigSection vcon) {
        if (!vcon.flag("redacted.enabled")) {
            return Optional.empty();
        }
        var file = vcon.file("redacted.key-file")
                .orElseThrow(
                        () -> vcon.mistake("redacted.enabled", "needs a key: name its file in vcon.redacted.key-file"));
        try {
            return Optional.of(new PseudonymKey(Files.readAllBytes(file)));
        } catch (IOException e) {
            throw vcon.mistake("redacted.key-file", "cannot be read: " + IoFailure.text(e));
        } catch (IllegalArgumentException e) {
            throw vcon.mistake("redacted.key-file", file + ": " + e.getMessage());
        }
    }
}

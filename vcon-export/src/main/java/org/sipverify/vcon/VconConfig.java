package org.sipverify.vcon;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.sipverify.vcon.content.ContentConfig;
import org.sipverify.vcon.content.Purpose;
import org.sipverify.vcon.journal.JournalConfig;
import org.sipverify.vcon.store.StoreConfig;

/**
 * The section {@code vcon} of the configuration; {@code reference.conf} tells what each key means.
 *
 * @param queue things that may wait to be recorded, and calls that may wait to be written
 * @param queueBytes octets of either
 * @param refuseUnjournalled whether a call that cannot be journalled is refused
 * @param redactedKey makes the pseudonyms of the redacted twin; absent when there is none
 */
public record VconConfig(
        ContentConfig content,
        JournalConfig journal,
        StoreConfig store,
        int queue,
        long queueBytes,
        boolean refuseUnjournalled,
        Optional<PseudonymKey> redactedKey) {

    private static final String NAME = "[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?";
    private static final String FIELD = "[A-Za-z0-9-]{1,64}";

    /**
     * Reads the section; absent when no directory is named. Everything is read in any case, so that a mistake is told
     * before vCons are switched on.
     *
     * @param hostName this machine's name, for a server that has none of its own
     * @throws ConfigException at a mistake; it names file and line
     */
    public static Optional<VconConfig> from(Config vcon, String hostName) {
        var section = new Section(vcon);
        var directory = Path.of(section.text("directory"));
        var config = new VconConfig(
                content(section, hostName),
                journal(section, directory),
                store(section, directory),
                (int) section.whole("queue", 16, 1_000_000),
                section.bytes("queue-bytes", 1 << 20, 1L << 34),
                section.choice("on-journal-failure", "continue", "refuse-calls").equals("refuse-calls"),
                key(section));
        return section.text("directory").isEmpty() ? Optional.empty() : Optional.of(config);
    }

    private static ContentConfig content(Section section, String hostName) {
        var name = section.text("name");
        if (!name.isEmpty() && !name.matches(NAME)) {
            throw section.bad("name", "must be a host name, not " + name);
        }
        return new ContentConfig(
                name.isEmpty() ? hostName : name, section.text("organization"), purposes(section), headers(section));
    }

    private static Set<Purpose> purposes(Section section) {
        return Arrays.stream(Purpose.values())
                .filter(purpose -> section.flag("attachments." + purpose.text()))
                .collect(Collectors.toSet());
    }

    private static Set<String> headers(Section section) {
        var names = section.texts("headers");
        for (var name : names) {
            var lower = name.toLowerCase(Locale.ROOT);
            if (!name.matches(FIELD)
                    || lower.matches(".*(authorization|authenticate|authentication-info|api-key)|geolocation")) {
                throw section.bad("headers", name + " is no header field that may be kept");
            }
        }
        return Set.copyOf(names);
    }

    private static JournalConfig journal(Section section, Path directory) {
        var own = section.text("journal.directory");
        return new JournalConfig(
                own.isEmpty() ? directory.resolve(".journal") : Path.of(own),
                section.duration("journal.sync-interval", 5, 60_000),
                section.bytes("journal.segment-size", 1 << 20, 256 << 20),
                section.bytes("journal.max-size", 1 << 20, 1L << 40),
                section.duration("journal.patience", 1, 10_000));
    }

    private static StoreConfig store(Section section, Path directory) {
        return new StoreConfig(
                directory,
                section.flag("gzip"),
                maxAge(section),
                section.bytes("retention.max-size", 0, Long.MAX_VALUE));
    }

    /** Nobody means to lose vCons within the hour, and a number without unit is milliseconds to HOCON. */
    private static Duration maxAge(Section section) {
        var age = section.withUnit("retention.max-age").duration("retention.max-age", 0, Long.MAX_VALUE);
        if (!age.isZero() && age.compareTo(Duration.ofHours(1)) < 0) {
            throw section.bad(
                    "retention.max-age", "must be 0 or at least 1 hour, not " + section.text("retention.max-age"));
        }
        return age;
    }

    private static Optional<PseudonymKey> key(Section section) {
        var file = section.text("redacted.key-file");
        if (!section.flag("redacted.enabled")) {
            return Optional.empty();
        }
        if (file.isEmpty()) {
            throw section.bad("redacted.key-file", "is needed where vcon.redacted.enabled is true");
        }
        try {
            return Optional.of(new PseudonymKey(Files.readAllBytes(Path.of(file))));
        } catch (IOException | IllegalArgumentException e) {
            throw section.bad("redacted.key-file", String.valueOf(e.getMessage()));
        }
    }
}

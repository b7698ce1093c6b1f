package org.sipverify.policy;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigOriginFactory;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.sipverify.formats.config.ConfigSection;
import org.sipverify.formats.config.FileTexts;
import org.sipverify.formats.config.InvalidSettingException;
import org.sipverify.policy.NumberCondition.Listed;
import org.sipverify.policy.number.NumberSet;

/**
 * The files that a policy takes numbers from: a number or pattern a line, and comments behind {@code #}. Each is read once,
 * together with the policy, however many rules name it.
 */
final class NumberLists {
    /** Lines that a file may have. */
    static final int MOST_LINES = 1_000_000;

    private static final Pattern COMMENT = Pattern.compile("(?:^|\\s)#.*");

    private final FileTexts texts;
    private final Map<Path, NumberSet> sets = new HashMap<>();

    /** @param texts where the files are */
    NumberLists(FileTexts texts) {
        this.texts = texts;
    }

    /** Reads {@code { file = "blocked.txt" }}, relative to the directory of the policy. */
    Listed read(ConfigSection block) {
        block.onlyKeys(List.of("file"));
        var file = block.file("file").orElseThrow(() -> block.mistake("file", "must name a file with numbers"));
        var known = sets.get(file);
        if (known == null) {
            known = set(file, text(block, file));
            sets.put(file, known);
        }
        return new Listed(file, known);
    }

    private String text(ConfigSection block, Path file) {
        try {
            return texts.text(file);
        } catch (ConfigException unreadable) {
            throw block.mistake("file", String.valueOf(unreadable.getMessage()));
        }
    }

    private static NumberSet set(Path file, String text) {
        var numbers = new NumberSet.Builder();
        int line = 0;
        for (var it = text.lines().iterator(); it.hasNext(); ) {
            line++;
            if (line > MOST_LINES) {
                throw mistake(file, line, "the list is longer than " + MOST_LINES + " lines");
            }
            var entry = COMMENT.matcher(line == 1 ? withoutMark(it.next()) : it.next())
                    .replaceFirst("")
                    .strip();
            if (!entry.isEmpty()) {
                add(numbers, file, line, entry);
            }
        }
        return numbers.build();
    }

    private static void add(NumberSet.Builder numbers, Path file, int line, String entry) {
        try {
            numbers.add(entry);
        } catch (IllegalArgumentException e) {
            throw mistake(file, line, String.valueOf(e.getMessage()));
        }
    }

    /** Some editors and spreadsheets write a byte order mark. */
    private static String withoutMark(String text) {
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    private static InvalidSettingException mistake(Path file, int line, String what) {
        return new InvalidSettingException(
                ConfigOriginFactory.newSimple(file.toString()).withLineNumber(line), what);
    }
}

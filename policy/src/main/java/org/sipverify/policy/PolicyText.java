package org.sipverify.policy;

import com.typesafe.config.ConfigOriginFactory;
import java.io.File;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.sipverify.formats.config.InvalidSettingException;

/** Checks the text of a policy file for what its parsed form no longer shows. */
final class PolicyText {
    /** Quoted text and comments. */
    private static final Pattern HIDDEN =
            Pattern.compile("\"\"\"(?s:.*?)\"\"\"+|\"[^\"\\\\\\n]*+(?:\\\\.[^\"\\\\\\n]*+)*+\"|(?:#|//)[^\\n]*");

    private static final Pattern INCLUDE = Pattern.compile("(?m:^|[{,])[\\s\\uFEFF]*(include)(?=[\\s(])");

    /** A list, unless it starts with the previous one. */
    private static final Pattern RULES = Pattern.compile("(?<![\\w.-])(rules)\\s*[:=](?!\\s*\\$\\{\\??rules})");

    /** An item with a dash, the start of a document, or a key whose block is set off by indentation only. */
    private static final Pattern YAML =
            Pattern.compile("(?m)^[ \\t]*(-[ \\t]+\\S|---[ \\t]*$|[\\w-]+:[ \\t]*\\R(?:[ \\t]*\\R)*[ \\t]+[^\\s{\\[])");

    private final File file;
    /** The text with quoted text and comments blanked out. */
    private final String text;

    PolicyText(File file, String text) {
        this.file = file;
        this.text = HIDDEN.matcher(text).replaceAll(hidden -> hidden.group().replaceAll("[^\\n]", " "));
    }

    void refuseInclude() {
        INCLUDE.matcher(text).results().findFirst().ifPresent(found -> {
            throw mistake(found, "include: a policy file is self-contained: copy the text here");
        });
    }

    /** HOCON lets the second of two lists replace the first. */
    void refuseSecondRules() {
        var lists = RULES.matcher(text)
                .results()
                .filter(found -> depth(found.start(1)) == rootDepth())
                .toList();
        if (lists.size() > 1) {
            throw mistake(
                    lists.get(1),
                    "rules: there is a list in line " + line(lists.get(0)) + " already, which this one in line "
                            + line(lists.get(1)) + " would replace: join the two");
        }
    }

    /** Reports it when a text that is not a policy is YAML. */
    Optional<InvalidSettingException> yaml() {
        return YAML.matcher(text)
                .results()
                .filter(found -> depth(found.start(1)) == 0)
                .findFirst()
                .map(found -> mistake(
                        found,
                        "this is YAML, and a policy is HOCON: write blocks in braces, as in on-valid { action = redirect },"
                                + " and lists in brackets, as in rules = [ { ... }, { ... } ]; keys are written with -,"
                                + " as in destination-template"));
    }

    private long rootDepth() {
        return text.stripLeading().startsWith("{") ? 1 : 0;
    }

    private long depth(int at) {
        var before = text.substring(0, at);
        return before.chars().filter(c -> c == '{' || c == '[').count()
                - before.chars().filter(c -> c == '}' || c == ']').count();
    }

    private InvalidSettingException mistake(MatchResult found, String what) {
        var origin = ConfigOriginFactory.newSimple(file.getPath()).withLineNumber(line(found));
        return new InvalidSettingException(origin, what);
    }

    private int line(MatchResult found) {
        return 1
                + (int) text.substring(0, found.start(1))
                        .chars()
                        .filter(c -> c == '\n')
                        .count();
    }
}

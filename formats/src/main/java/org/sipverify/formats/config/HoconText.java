package org.sipverify.formats.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigOriginFactory;
import com.typesafe.config.ConfigValueType;
import com.typesafe.config.parser.ConfigDocumentFactory;
import java.io.File;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds what the parser of HOCON drops without a word: text behind a list or a block, as in {@code signers = []x}.
 * HOCON says that the two cannot be joined; the parser joins them when the text is not in quotes, and the list alone is
 * left.
 */
public final class HoconText {
    private final String text;
    private final String name;
    private final List<Substitution> substitutions = new ArrayList<>();
    private int line = 1;
    /** A list or block has ended on this line, and its value may go on. */
    private boolean ended;

    private record Substitution(String path, int line) {}

    private HoconText(String text, String name) {
        this.text = text;
        this.name = name;
    }

    /**
     * Looks through a text that the parser has taken. What can only be seen in its resolved form is left to {@link
     * #checkResolved}.
     *
     * @param name what a mistake is said to be in, mostly a file
     * @throws ConfigException when there is text behind a list or a block; the message names the line
     */
    public static HoconText checked(String text, String name) {
        var checked = new HoconText(text, name);
        int at = 0;
        while (at < text.length()) {
            at = checked.next(at);
        }
        return checked;
    }

    /**
     * Likewise, the text of a file.
     *
     * @throws ConfigException also when it cannot be read
     */
    public static HoconText checked(File file) {
        return checked(ConfigDocumentFactory.parseFile(file).render(), file.toString());
    }

    /**
     * Looks at the substitutions behind a list or a block, as in {@code [1] ${more}}.
     *
     * @throws ConfigException when one stands for text; the message names the line
     */
    public void checkResolved(Config resolved) {
        for (var substitution : substitutions) {
            if (resolved.hasPath(substitution.path())) {
                var type = resolved.getValue(substitution.path()).valueType();
                if (type != ConfigValueType.LIST && type != ConfigValueType.OBJECT) {
                    throw mistake(substitution.line(), "${" + substitution.path() + "}, which is text,");
                }
            }
        }
    }

    boolean substitutes(String path) {
        return text.contains("${" + path + "}") || text.contains("${?" + path + "}");
    }

    /** The index after the token that begins here. */
    private int next(int at) {
        char c = text.charAt(at);
        if (c == '\n') {
            line++;
            ended = false;
        } else if (c == '#' || text.startsWith("//", at)) {
            return indexOr(text.indexOf('\n', at));
        } else if (text.startsWith("${", at)) {
            return substitution(at);
        } else if (c == '"') {
            refuseBehindEnd(at);
            return afterQuotes(at);
        } else if (c == ']' || c == '}') {
            ended = true;
        } else if ("[{,=:+".indexOf(c) >= 0) {
            ended = false;
        } else if (!isBlank(c)) {
            refuseBehindEnd(at);
        }
        return at + 1;
    }

    private int substitution(int at) {
        int end = indexOr(text.indexOf('}', at));
        if (ended) {
            int start = text.startsWith("${?", at) ? at + 3 : at + 2;
            substitutions.add(
                    new Substitution(text.substring(Math.min(start, end), end).trim(), line));
        }
        return Math.min(end + 1, text.length());
    }

    private int afterQuotes(int at) {
        boolean triple = text.startsWith("\"\"\"", at);
        int end = triple ? afterTriple(at + 3) : afterSingle(at + 1);
        for (int i = at; i < end; i++) {
            line += text.charAt(i) == '\n' ? 1 : 0;
        }
        return end;
    }

    /** As many quotes as there are belong to it: the last three end it. */
    private int afterTriple(int from) {
        int end = indexOr(text.indexOf("\"\"\"", from));
        while (end < text.length() && text.charAt(end) == '"') {
            end++;
        }
        return end;
    }

    private int afterSingle(int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) != '"' && text.charAt(at) != '\n') {
            at += text.charAt(at) == '\\' ? 2 : 1;
        }
        return Math.min(at + 1, text.length());
    }

    private int indexOr(int found) {
        return found < 0 ? text.length() : found;
    }

    private void refuseBehindEnd(int at) {
        if (ended) {
            int end = at;
            while (end < text.length() && end < at + 20 && text.charAt(end) >= ' ') {
                end++;
            }
            throw mistake(line, text.substring(at, end).strip());
        }
    }

    private ConfigException mistake(int where, String what) {
        ConfigOrigin origin = ConfigOriginFactory.newSimple(name).withLineNumber(where);
        return new ConfigException.Parse(origin, what + " stands behind the end of a list or block");
    }

    /** HOCON takes every kind of blank for white space, and the byte order mark. */
    private static boolean isBlank(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\uFEFF';
    }
}

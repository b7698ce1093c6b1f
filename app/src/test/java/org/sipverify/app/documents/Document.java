package org.sipverify.app.documents;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A document of this project, in Markdown: its prose, headings, links and code blocks. */
record Document(Path file, List<String> lines) {
    static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private static final Pattern LINK = Pattern.compile("\\[[^\\]]*\\]\\(([^)\\s]+)\\)");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    private static final Pattern NOT_RUN = Pattern.compile("<!-- not run: (.+) -->");

    /**
     * What stands between two fences.
     *
     * @param info the words after the opening fence, such as {@code console} or {@code hocon policy}
     * @param line of its first line, beginning with 1
     * @param notRun why it is not run, as the comment above it says; empty where there is none
     */
    record Block(String info, int line, String notRun, List<String> lines) {
        String text() {
            return String.join("\n", lines) + "\n";
        }
    }

    static List<Document> all() {
        try (var top = Files.list(ROOT);
                var docs = Files.walk(ROOT.resolve("docs"))) {
            return Stream.concat(top, docs)
                    .filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .map(Document::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The document of this name, which counts from the root of the project. */
    static Document of(String name) {
        return read(ROOT.resolve(name));
    }

    private static Document read(Path file) {
        try {
            return new Document(file, Files.readAllLines(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Counted from the root of the project. */
    String name() {
        return ROOT.relativize(file).toString();
    }

    List<Block> blocks() {
        var blocks = new ArrayList<Block>();
        for (var i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith("```")) {
                var end = i + 1;
                while (!lines.get(end).startsWith("```")) {
                    end++;
                }
                var notRun = NOT_RUN.matcher(i > 0 ? lines.get(i - 1) : "");
                blocks.add(new Block(
                        lines.get(i).substring(3).strip(),
                        i + 2,
                        notRun.matches() ? notRun.group(1) : "",
                        lines.subList(i + 1, end)));
                i = end;
            }
        }
        return blocks;
    }

    private List<String> prose() {
        var prose = new ArrayList<String>();
        var fenced = false;
        for (var line : lines) {
            var fence = line.startsWith("```");
            if (!fenced && !fence) {
                prose.add(line);
            }
            fenced ^= fence;
        }
        return prose;
    }

    /** What its prose has between backticks. */
    List<String> code() {
        return CODE.matcher(String.join("\n", prose()))
                .results()
                .map(code -> code.group(1).replaceAll("\\s+", " "))
                .toList();
    }

    /** Where its links lead, as written. */
    List<String> links() {
        var text = CODE.matcher(String.join("\n", prose())).replaceAll("");
        return LINK.matcher(text)
                .results()
                .map((MatchResult link) -> link.group(1))
                .toList();
    }

    /** The names by which links find its headings, made as the repository's host makes them. */
    List<String> anchors() {
        var seen = new HashMap<String, Integer>();
        return prose().stream()
                .filter(line -> line.matches("#{1,6} .*"))
                .map(line -> slug(line.replaceFirst("#+ ", "")))
                .map(slug -> {
                    var times = seen.merge(slug, 1, Integer::sum);
                    return times == 1 ? slug : slug + "-" + (times - 1);
                })
                .toList();
    }

    private static String slug(String heading) {
        return heading.toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{IsAlphabetic}\\p{IsDigit}_ -]", "")
                .replace(' ', '-');
    }
}

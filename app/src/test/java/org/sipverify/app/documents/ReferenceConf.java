package org.sipverify.app.documents;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The {@code reference.conf} of one module, and what it looks like to a reader of the documents. */
record ReferenceConf(String module, Config config) {
    /** An order for readers; a module that is not here follows. */
    private static final List<String> ORDER = List.of("sip-stack", "verifier-client", "policy", "app", "vcon-export");

    static List<ReferenceConf> all() {
        try (var modules = Files.list(Document.ROOT)) {
            return modules.map(module -> module.resolve("src/main/resources/reference.conf"))
                    .filter(Files::isRegularFile)
                    .map(ReferenceConf::read)
                    .sorted(Comparator.comparing(ReferenceConf::place).thenComparing(ReferenceConf::module))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ReferenceConf read(Path file) {
        var module = Document.ROOT.relativize(file).getName(0).toString();
        return new ReferenceConf(module, ConfigFactory.parseFile(file.toFile()));
    }

    private int place() {
        var place = ORDER.indexOf(module);
        return place < 0 ? ORDER.size() : place;
    }

    String markdown() {
        var out = new StringBuilder();
        for (var section : inOrder(config.root())) {
            out.append("## ").append(section.getKey()).append("\n\n");
            text(out, section.getValue());
            keys(out, section.getKey(), (ConfigObject) section.getValue());
        }
        return out.toString();
    }

    private static List<Map.Entry<String, ConfigValue>> inOrder(ConfigObject section) {
        return section.entrySet().stream()
                .sorted(Comparator.comparing(entry -> entry.getValue().origin().lineNumber()))
                .toList();
    }

    /** A key without a comment shares that of the key before it. */
    private static void keys(StringBuilder out, String path, ConfigObject section) {
        var together = new ArrayList<Map.Entry<String, ConfigValue>>();
        for (var entry : inOrder(section)) {
            var value = entry.getValue();
            if (!together.isEmpty()
                    && (value instanceof ConfigObject
                            || !value.origin().comments().isEmpty())) {
                leaves(out, path, together);
                together.clear();
            }
            if (value instanceof ConfigObject block) {
                out.append("### ").append(path + "." + entry.getKey()).append("\n\n");
                text(out, block);
                keys(out, path + "." + entry.getKey(), block);
            } else {
                together.add(entry);
            }
        }
        leaves(out, path, together);
    }

    private static void leaves(StringBuilder out, String path, List<Map.Entry<String, ConfigValue>> together) {
        if (together.isEmpty()) {
            return;
        }
        if (together.get(0).getValue().origin().comments().isEmpty()) {
            together.forEach(entry -> out.append("- `")
                    .append(path + "." + entry.getKey())
                    .append("`, default ")
                    .append(shown(entry.getValue()))
                    .append('\n'));
            out.append('\n');
            return;
        }
        out.append("### ")
                .append(together.stream()
                        .map(entry -> path + "." + entry.getKey())
                        .collect(Collectors.joining(", ")))
                .append("\n\nDefault: ")
                .append(together.stream().map(entry -> shown(entry.getValue())).collect(Collectors.joining(", ")))
                .append("\n\n");
        text(out, together.get(0).getValue());
    }

    private static String shown(ConfigValue value) {
        var text = value instanceof ConfigList list && !list.isEmpty()
                ? list.render(ConfigRenderOptions.concise()).replace("\",\"", "\", \"")
                : String.valueOf(value.unwrapped());
        return text.isEmpty() ? "empty" : "`" + text + "`";
    }

    /** The comment above a key: prose, and what is indented in it as it stands. */
    private static void text(StringBuilder out, ConfigValue value) {
        var verbatim = false;
        var comments = value.origin().comments();
        for (var comment : comments) {
            var line = comment.startsWith(" ") ? comment.substring(1) : comment;
            if (verbatim != line.startsWith("  ")) {
                verbatim = !verbatim;
                out.append("```\n");
            }
            out.append(verbatim ? line : escaped(line)).append('\n');
        }
        out.append(verbatim ? "```\n" : "").append(comments.isEmpty() ? "" : "\n");
    }

    private static String escaped(String prose) {
        return prose.replace("<", "&lt;").replaceAll("([*|])", "\\\\$1");
    }
}

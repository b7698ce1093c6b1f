package org.sipverify.http;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The path of a route, such as {@code /api/bans/{ip}}: a segment in braces stands for any one segment.
 *
 * @param text as it is written
 */
public record PathTemplate(String text) {
    private static final Pattern FORM = Pattern.compile("/|(/([A-Za-z0-9._-]+|\\{[a-z]+}))+");

    /** Refuses what is not a path. */
    public PathTemplate {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("not a path template: " + text);
        }
    }

    /** The names in braces, in their order. */
    public List<String> variables() {
        return segments().stream()
                .filter(PathTemplate::isVariable)
                .map(PathTemplate::name)
                .toList();
    }

    /** What the names in braces stand for in this path, given by its decoded segments; empty when it is another path. */
    public Optional<Map<String, String>> match(List<String> path) {
        var own = segments();
        if (own.size() != path.size()) {
            return Optional.empty();
        }
        var variables = new LinkedHashMap<String, String>();
        for (int i = 0; i < own.size(); i++) {
            if (isVariable(own.get(i))) {
                variables.put(name(own.get(i)), path.get(i));
            } else if (!own.get(i).equals(path.get(i))) {
                return Optional.empty();
            }
        }
        return Optional.of(variables);
    }

    private List<String> segments() {
        return List.of(text.substring(1).split("/", -1));
    }

    private static boolean isVariable(String segment) {
        return segment.startsWith("{");
    }

    private static String name(String variable) {
        return variable.substring(1, variable.length() - 1);
    }
}

package org.sipverify.policy;

import static java.util.Map.entry;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.sipverify.formats.text.Spelling;

/** A name in braces that stands for a fact of the call. */
final class Variable {
    private static final Map<String, Function<CallFacts, String>> TEXTS = Map.ofEntries(
            entry("orig", facts -> facts.call().parties().orig()),
            entry("dest", facts -> facts.call().parties().dest()),
            entry("ruri", facts -> facts.call().parties().ruri()),
            entry("caller", facts -> facts.call().arrival().caller()),
            entry("call_id", facts -> facts.call().callId()),
            entry("request_id", facts -> facts.verdict().report().requestId()),
            entry("status", facts -> facts.verdict().status()),
            entry("outcome", facts -> facts.verdict().outcome().text()),
            entry("reason", facts -> facts.verdict().reason()),
            entry("caller_id", facts -> facts.verdict().caller().number()),
            entry("brand_name", facts -> facts.verdict().caller().brandName()),
            entry("brand_logo", facts -> facts.verdict().caller().brandLogo()));
    private static final Map<String, Function<CallFacts, JsonNode>> TREES =
            Map.of("claims", facts -> facts.verdict().report().claims(), "errors", facts -> facts.verdict()
                    .report()
                    .errors());

    private static final Pattern EXPRESSION =
            Pattern.compile("(?<name>[^.\\[]*)(?<path>(?:\\[[0-9]{1,9}]|\\.[^.\\[\\]\\s]+)*)");
    private static final Pattern STEP = Pattern.compile("\\[(\\d+)]|\\.([^.\\[\\]]+)");

    private final Function<CallFacts, String> value;

    private Variable(Function<CallFacts, String> value) {
        this.value = value;
    }

    /** Reads the text between the braces, such as {@code dest} or {@code errors[0].code}. */
    static Variable parse(String expression) {
        var parts = EXPRESSION.matcher(expression);
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    "{" + expression + "} is not a name with a path, as in {dest} or {errors[0].code}");
        }
        var name = parts.group("name");
        var path = parts.group("path");
        if (TREES.containsKey(name)) {
            return new Variable(TREES.get(name).andThen(tree -> text(tree.at(pointer(path)))));
        }
        if (!TEXTS.containsKey(name)) {
            throw new IllegalArgumentException(Spelling.unknown("variable {" + expression + "}", name, names()));
        }
        if (!path.isEmpty()) {
            throw new IllegalArgumentException("{" + name + "} is text and has no parts such as " + path);
        }
        return new Variable(TEXTS.get(name));
    }

    String of(CallFacts facts) {
        return value.apply(facts);
    }

    private static List<String> names() {
        return Stream.of(TEXTS.keySet(), TREES.keySet(), List.of(Template.TARGET))
                .flatMap(names -> names.stream())
                .sorted()
                .toList();
    }

    private static JsonPointer pointer(String path) {
        return JsonPointer.compile(STEP.matcher(path).replaceAll(step -> {
            var name = step.group(1) == null ? step.group(2) : step.group(1);
            return Matcher.quoteReplacement("/" + name.replace("~", "~0").replace("/", "~1"));
        }));
    }

    /** Text and numbers unchanged, arrays and objects as compact JSON, a missing value as empty text. */
    private static String text(JsonNode node) {
        if (node.isMissingNode() || node.isNull()) {
            return "";
        }
        return node.isValueNode() ? node.asText() : node.toString();
    }
}

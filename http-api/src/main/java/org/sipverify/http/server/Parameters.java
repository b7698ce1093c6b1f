package org.sipverify.http.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.sipverify.formats.json.MalformedJsonException;
import org.sipverify.formats.json.StrictJson;
import org.sipverify.formats.text.PercentEncoding;
import org.sipverify.formats.text.PlainText;
import org.sipverify.formats.text.Spelling;
import org.sipverify.http.Field;
import org.sipverify.http.RefusedException;
import org.sipverify.http.Values;

/** Reads what a caller sends besides the path: fields that the route knows, each once, each of its type. */
final class Parameters {
    private static final Pattern TWICE = Pattern.compile("Duplicate [A-Za-z ]*['\"](.{1,200})['\"]");
    private static final Pattern WORD = Pattern.compile("Unrecognized token '[^']*'?");
    private static final Pattern WHOLE = Pattern.compile("-?[0-9]{1,18}");
    private static final int SHOWN = 100;

    private Parameters() {}

    /**
     * The fields of a JSON object; an empty body is one without fields.
     *
     * @throws RefusedException 400, with the field where one is at fault
     */
    static Values ofBody(byte[] body, List<Field> known) throws RefusedException {
        if (body.length == 0) {
            return checked(Map.of(), known, "field");
        }
        var fields = new LinkedHashMap<String, JsonNode>();
        object(body).properties().forEach(it -> fields.put(it.getKey(), it.getValue()));
        return checked(fields, known, "field");
    }

    private static ObjectNode object(byte[] body) throws RefusedException {
        try {
            return StrictJson.object(body);
        } catch (MalformedJsonException e) {
            var why = shown(String.valueOf(e.getMessage()));
            var twice = TWICE.matcher(why);
            throw twice.find()
                    ? RefusedException.field(shown(twice.group(1)), "is there twice")
                    : RefusedException.of(400, "the body must be a JSON object: " + withoutWord(why));
        }
    }

    /** A word without its quotes may be a password. */
    private static String withoutWord(String why) {
        return WORD.matcher(why).replaceAll("a word without quotes");
    }

    /**
     * The parameters of a query, without its question mark; empty when there is none.
     *
     * @throws RefusedException 400, with the parameter where one is at fault
     */
    static Values ofQuery(String query, List<Field> known) throws RefusedException {
        var values = new LinkedHashMap<String, JsonNode>();
        for (var pair : query.isEmpty() ? new String[0] : query.split("&", -1)) {
            var parts = pair.split("=", 2);
            var name = decoded(parts[0]);
            var text = decoded(parts.length == 2 ? parts[1] : "");
            if (values.put(name, value(name, text, known)) != null) {
                throw RefusedException.field(shown(name), "is there twice");
            }
        }
        return checked(values, known, "parameter");
    }

    private static String decoded(String text) throws RefusedException {
        return PercentEncoding.decode(text.replace('+', ' '))
                .orElseThrow(() -> RefusedException.of(400, "the query is not percent-encoded UTF-8"));
    }

    /** A text that is no number stays one, and is then refused as the wrong type. */
    private static JsonNode value(String name, String text, List<Field> known) {
        var type = known.stream()
                .filter(field -> field.name().equals(name))
                .map(Field::type)
                .findFirst();
        if (type.isPresent()
                && type.get() instanceof Field.Type.Whole
                && WHOLE.matcher(text).matches()) {
            return LongNode.valueOf(Long.parseLong(text));
        }
        boolean flag = type.isPresent() && type.get() instanceof Field.Type.Flag;
        return flag && (text.equals("true") || text.equals("false"))
                ? BooleanNode.valueOf(text.equals("true"))
                : TextNode.valueOf(text);
    }

    private static Values checked(Map<String, JsonNode> values, List<Field> known, String what)
            throws RefusedException {
        var names = known.stream().map(Field::name).toList();
        for (var name : values.keySet()) {
            if (!names.contains(name)) {
                throw RefusedException.field(shown(name), unknown(name, names, what));
            }
        }
        for (var field : known) {
            var value = Optional.ofNullable(values.get(field.name()));
            if (value.isEmpty() && field.required()) {
                throw RefusedException.field(field.name(), "is missing");
            }
            var mistake = value.flatMap(field::mistake);
            if (mistake.isPresent()) {
                throw RefusedException.field(field.name(), mistake.get());
            }
        }
        return new Values(values);
    }

    private static String unknown(String name, List<String> known, String what) {
        return "is not a " + what + " of this request"
                + Spelling.nearest(name, known)
                        .map(it -> "; did you mean " + it + "?")
                        .orElse("");
    }

    private static String shown(String text) {
        return PlainText.cut(PlainText.onOneLine(text), SHOWN);
    }
}

package org.sipverify.http;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a route takes and answers, for the check of its requests and for the description of the API.
 *
 * @param summary a sentence
 * @param body the fields of the JSON object in the body; empty when the route takes none
 * @param query the parameters
 * @param path what the names in braces of the path stand for
 * @param answers what each status means that only this route gives
 */
public record Operation(
        String summary,
        List<Field> body,
        List<Field> query,
        Map<String, String> path,
        SortedMap<Integer, String> answers) {
    /** Keeps its own lists. */
    public Operation {
        body = List.copyOf(body);
        query = List.copyOf(query);
        path = Map.copyOf(path);
        answers = new TreeMap<>(answers);
    }

    /** One that takes nothing, and answers this when all is well. */
    public static Operation of(String summary, int status, String meaning) {
        return new Operation(summary, List.of(), List.of(), Map.of(), new TreeMap<>(Map.of(status, meaning)));
    }

    /** The same with these fields of a body. */
    public Operation taking(Field... fields) {
        return new Operation(summary, List.of(fields), query, path, answers);
    }

    /** The same with these parameters of the query. */
    public Operation asking(Field... parameters) {
        return new Operation(summary, body, List.of(parameters), path, answers);
    }

    /** The same with what a name in braces stands for. */
    public Operation where(String variable, String meaning) {
        var all = new LinkedHashMap<>(path);
        all.put(variable, meaning);
        return new Operation(summary, body, query, all, answers);
    }

    /** The same with another status. */
    public Operation or(int status, String meaning) {
        var all = new TreeMap<>(answers);
        all.put(status, meaning);
        return new Operation(summary, body, query, path, all);
    }

    /** The status when all is well. */
    public int success() {
        return answers.firstKey();
    }
}

package org.sipverify.http;

import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A request that may reach its route: the caller has the role, and path, query and body have the form that the route
 * describes.
 *
 * @param path what the names in braces of the route's path stand for
 * @param headers the value of a header field by its name; null when the request has none
 */
public record ApiRequest(
        Caller caller, Map<String, String> path, Values query, Values body, UnaryOperator<@Nullable String> headers) {
    /** Keeps its own map. */
    public ApiRequest {
        path = Map.copyOf(path);
    }

    /** What a name in braces stands for. */
    public String variable(String name) {
        return path.getOrDefault(name, "");
    }

    /** The value of a header field. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.apply(name));
    }
}

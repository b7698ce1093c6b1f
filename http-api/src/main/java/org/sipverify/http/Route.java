package org.sipverify.http;

import java.util.Set;

/**
 * One kind of request: what it looks like, who may send it, and who answers it.
 *
 * @param role the least that the caller must have
 */
public record Route(String method, PathTemplate path, Role role, Operation operation, RouteHandler handler) {
    private static final Set<String> METHODS = Set.of("GET", "POST", "PUT", "DELETE");

    /** Refuses other methods, and a variable of the path that is not described. HEAD and OPTIONS need no route. */
    public Route {
        if (!METHODS.contains(method)) {
            throw new IllegalArgumentException("not a method of routes: " + method);
        }
        if (!operation.path().keySet().equals(Set.copyOf(path.variables()))) {
            throw new IllegalArgumentException("the variables are not those that are described: " + path.text());
        }
    }

    /** One that reads. */
    public static Route get(String path, Role role, Operation operation, RouteHandler handler) {
        return new Route("GET", new PathTemplate(path), role, operation, handler);
    }

    /** One that makes or starts something. */
    public static Route post(String path, Role role, Operation operation, RouteHandler handler) {
        return new Route("POST", new PathTemplate(path), role, operation, handler);
    }

    /** One that sets something. */
    public static Route put(String path, Role role, Operation operation, RouteHandler handler) {
        return new Route("PUT", new PathTemplate(path), role, operation, handler);
    }

    /** One that ends something. */
    public static Route delete(String path, Role role, Operation operation, RouteHandler handler) {
        return new Route("DELETE", new PathTemplate(path), role, operation, handler);
    }

    /** Method and path. */
    public String name() {
        return method + " " + path.text();
    }
}

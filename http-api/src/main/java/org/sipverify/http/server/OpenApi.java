package org.sipverify.http.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import org.sipverify.formats.json.StrictJson;
import org.sipverify.http.Field;
import org.sipverify.http.Reply;
import org.sipverify.http.Role;
import org.sipverify.http.Route;

/** The routes as OpenAPI 3.1 describes them. */
final class OpenApi {
    private static final String DESCRIPTION = "description";
    private static final String SCHEMA = "schema";
    private static final String TYPE = "type";

    private final ObjectNode document = StrictJson.newObject();

    private OpenApi(List<Route> routes, String version) {
        document.put("openapi", "3.1.0");
        document.putObject("info").put("title", "sip-verify").put("version", version);
        var paths = document.putObject("paths");
        for (var route : routes) {
            paths.withObjectProperty(route.path().text())
                    .set(route.method().toLowerCase(Locale.ROOT), operation(route));
        }
        components(document.putObject("components"));
    }

    static Reply of(List<Route> routes, String version) {
        return Reply.json(200, new OpenApi(routes, version).document);
    }

    private static ObjectNode operation(Route route) {
        var operation = StrictJson.newObject();
        var described = route.operation();
        operation.put("summary", described.summary());
        operation.put("x-role", route.role().text());
        var security = operation.putArray("security");
        if (route.role() != Role.NONE) {
            security.addObject().putArray("token");
            security.addObject().putArray("session");
        }
        var parameters = operation.putArray("parameters");
        described.path().forEach((name, meaning) -> parameters
                .addObject()
                .put("name", name)
                .put("in", "path")
                .put("required", true)
                .put(DESCRIPTION, meaning)
                .putObject(SCHEMA)
                .put(TYPE, "string"));
        for (var field : described.query()) {
            var parameter = parameters.addObject();
            parameter.put("name", field.name()).put("in", "query").put("required", field.required());
            parameter.put(DESCRIPTION, field.meaning()).set(SCHEMA, schema(field));
        }
        if (!described.body().isEmpty()) {
            body(operation.putObject("requestBody"), described.body());
        }
        answers(operation.putObject("responses"), route);
        return operation;
    }

    private static void body(ObjectNode body, List<Field> fields) {
        body.put("required", fields.stream().anyMatch(Field::required));
        var schema = body.putObject("content").putObject(Reply.JSON_TYPE).putObject(SCHEMA);
        schema.put(TYPE, "object").put("additionalProperties", false);
        var properties = schema.putObject("properties");
        fields.forEach(field -> properties.set(field.name(), schema(field).put(DESCRIPTION, field.meaning())));
        var required = schema.putArray("required");
        fields.stream().filter(Field::required).map(Field::name).forEach(required::add);
    }

    private static ObjectNode schema(Field field) {
        var schema = StrictJson.newObject();
        if (field.type() instanceof Field.Type.Text text) {
            schema.put(TYPE, "string").put("minLength", 1).put("maxLength", text.longest());
            text.choices().forEach(choice -> schema.withArrayProperty("enum").add(choice));
        } else if (field.type() instanceof Field.Type.Whole whole) {
            schema.put(TYPE, "integer").put("minimum", whole.least()).put("maximum", whole.most());
        } else {
            schema.put(TYPE, "boolean");
        }
        return schema;
    }

    private static void answers(ObjectNode answers, Route route) {
        route.operation().answers().forEach((status, meaning) -> answers.putObject(status.toString())
                .put(DESCRIPTION, meaning));
        if (route.role() != Role.NONE) {
            answers.putObject("401").put("$ref", "#/components/responses/NoToken");
            answers.putObject("403").put("$ref", "#/components/responses/TooLittle");
        }
        answers.putObject("default").put("$ref", "#/components/responses/Error");
    }

    private static void components(ObjectNode components) {
        var schemes = components.putObject("securitySchemes");
        schemes.putObject("token").put(TYPE, "http").put("scheme", "bearer");
        schemes.putObject("session")
                .put(TYPE, "apiKey")
                .put("in", "cookie")
                .put("name", "sip-verify")
                .put(DESCRIPTION, "set by POST /api/session; under TLS its name is __Host-sip-verify");
        var error = components.putObject("schemas").putObject("Error");
        error.put(TYPE, "object").putArray("required").add("error");
        var properties = error.putObject("properties");
        properties.putObject("error").put(TYPE, "string").put(DESCRIPTION, "what is wrong, and what to do");
        properties.putObject("field").put(TYPE, "string").put(DESCRIPTION, "the field, parameter or variable at fault");
        var responses = components.putObject("responses");
        error(responses.putObject("NoToken"), "no token, or one that is not known");
        error(responses.putObject("TooLittle"), "the token's role is too little, or another server's page asks");
        error(responses.putObject("Error"), "it was not done");
    }

    private static void error(ObjectNode response, String meaning) {
        response.put(DESCRIPTION, meaning)
                .putObject("content")
                .putObject(Reply.JSON_TYPE)
                .putObject(SCHEMA)
                .put("$ref", "#/components/schemas/Error");
    }
}

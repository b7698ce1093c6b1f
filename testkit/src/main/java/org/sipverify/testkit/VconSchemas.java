package org.sipverify.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The schemas of the core drafts and of the extension. Both core ones have the same $id: a registry each. */
public final class VconSchemas {
    /** Where the schemas are for programs that read files, seen from any module. */
    public static final Path DIRECTORY = Path.of("../testkit/src/main/resources/vectors/vcon/schema");

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Schema core03 = schema("vcon-core-03.schema");
    private final Schema core04 = schema("vcon-core-04.reconstructed.schema");
    private final Schema party = schema("sip-signaling-party.fragment");
    private final Schema dialog = schema("sip-signaling-dialog.fragment");
    private final Schema trace = schema("sip-message-trace.schema");
    private final Schema report = schema("stir-verification-report.schema");

    /** A schema by its name, such as {@code vcon-core-03.schema}. */
    public static String text(String name) {
        return new String(Vectors.read("vcon/schema/" + name + ".json"), UTF_8);
    }

    private static Schema schema(String name) {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7).getSchema(text(name), InputFormat.JSON);
    }

    /** Fails unless it is a vCon of both drafts, with parties, dialogs and bodies as the extension has them. */
    public void check(String vcon) {
        assertEquals(List.of(), errors(parsed(vcon)), vcon);
    }

    /** What keeps it from being that. */
    public List<String> errors(JsonNode vcon) {
        var errors = new ArrayList<>(errors(core04, vcon));
        errors.addAll(errors(core03, vcon));
        vcon.path("parties").forEach(it -> errors.addAll(errors(party, it)));
        vcon.path("dialog").forEach(it -> errors.addAll(errors(dialog, it)));
        for (var attachment : vcon.path("attachments")) {
            var body = attachment.path("body");
            switch (body.isMissingNode() ? "" : attachment.path("purpose").asText()) {
                case "sip-message-trace" -> errors.addAll(errors(trace, body));
                case "stir-verification-report" -> errors.addAll(errors(report, body));
                default -> {} // a twin has attachments without bodies
            }
        }
        return errors;
    }

    public static JsonNode parsed(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new AssertionError(json, e);
        }
    }

    private static List<String> errors(Schema schema, JsonNode json) {
        return schema
                .validate(json, context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)))
                .stream()
                .map(Object::toString)
                .toList();
    }
}

package org.sipverify.vcon;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/** The schemas of the core drafts and of the extension. Both core ones have the same $id: a registry each. */
public final class Schemas {
    private static final Path VECTORS =
            Path.of(System.getenv().getOrDefault("SIP_VERIFY_VECTORS", "../../shared/vectors"), "vcon", "schema");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Schema core03 = schema("vcon-core-03.schema.json");
    private final Schema core04 = schema("vcon-core-04.reconstructed.schema.json");
    private final Schema party = schema("sip-signaling-party.fragment.json");
    private final Schema dialog = schema("sip-signaling-dialog.fragment.json");
    private final Schema trace = schema("sip-message-trace.schema.json");
    private final Schema report = schema("stir-verification-report.schema.json");

    /** Skips the test, and says so, where the schemas are not there. */
    public static Schemas read() {
        Assumptions.assumeTrue(Files.isDirectory(VECTORS), () -> "no vCon schemas in " + VECTORS);
        return new Schemas();
    }

    /** None where the schemas are not there. */
    public static Optional<Schemas> ifThere() {
        return Files.isDirectory(VECTORS) ? Optional.of(new Schemas()) : Optional.empty();
    }

    /** Where they are. */
    public static Path directory() {
        return VECTORS.toAbsolutePath().normalize();
    }

    private static Schema schema(String name) {
        try {
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                    .getSchema(Files.readString(VECTORS.resolve(name)), InputFormat.JSON);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
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

package org.sipverify.vcon.validate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.sipverify.formats.json.MalformedJsonException;
import org.sipverify.formats.json.StrictJson;

/** Judges by one JSON schema. Each has a registry of its own, because the published ones share an {@code $id}. */
final class SchemaCheck implements Check {
    private final Schema schema;

    private SchemaCheck(Schema schema) {
        this.schema = schema;
    }

    /** What core-04 allows. */
    static SchemaCheck core04() {
        return of(resource("core-04.schema.json"));
    }

    /** What core-03 demands beyond that. */
    static SchemaCheck core03() {
        return of(resource("core-03.schema.json"));
    }

    /** The fields and bodies of the extension. */
    static SchemaCheck sipSignaling() {
        return of(resource("sip-signaling.schema.json"));
    }

    /**
     * A schema from elsewhere.
     *
     * @throws IllegalArgumentException when it is not a schema, or refers to schemas outside itself
     */
    static SchemaCheck of(String json) {
        try {
            // Parsed here, because the library logs the stack of a mistake in it.
            var schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                    .getSchema(StrictJson.parse(json.getBytes(StandardCharsets.UTF_8)));
            schema.initializeValidators();
            return new SchemaCheck(schema);
        } catch (MalformedJsonException | SchemaException | IllegalArgumentException e) {
            throw new IllegalArgumentException("not a JSON schema: " + e.getMessage(), e);
        }
    }

    private static String resource(String name) {
        try (var in = Objects.requireNonNull(SchemaCheck.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean holds(JsonNode value) {
        return errors(value).isEmpty();
    }

    private List<Error> errors(JsonNode value) {
        return schema.validate(
                value,
                context -> context.executionConfig(
                        config -> config.formatAssertionsEnabled(true).locale(Locale.ENGLISH)));
    }

    @Override
    public void run(ObjectNode vcon, Findings findings) {
        for (var error : errors(vcon)) {
            findings.add(error.getInstanceLocation().toString(), SchemaWords.wrong(error), SchemaWords.right(error));
        }
    }
}

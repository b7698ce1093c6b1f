package org.sipverify.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.sipverify.testkit.NodeScript;
import org.sipverify.testkit.VconAssertions;
import org.sipverify.testkit.VconSchemas;

/** A validator that is not Java's, npm ajv, validates every vCon that the tests of all modules have made. It goes last. */
@Order(Integer.MAX_VALUE)
class AjvIT {
    @Test
    void ajvFindsEveryVconOfTheTestsValid() throws Exception {
        var kept = VconAssertions.KEPT.stream()
                .map(it -> it.toAbsolutePath().normalize().toString())
                .toList();
        var schemas = VconSchemas.DIRECTORY.toAbsolutePath().normalize().toString();
        var question = Map.of("schemas", schemas, "directories", kept);

        try (var ajv = NodeScript.start("validate.mjs")) {
            var answer = ajv.ask(question);

            report("ajv judged " + answer.path("judged").asInt() + " vCons");
            assertEquals("[]", answer.path("wrong").toString());
            assertTrue(answer.path("judged").asInt() > 0, "no test has left a vCon in " + kept);
        }
    }

    @SuppressWarnings("SystemOut") // meant to be read
    private static void report(String line) {
        System.out.println(line);
    }
}

package org.sipverify.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.sipverify.vcon.Judge;
import org.sipverify.vcon.NodeScript;
import org.sipverify.vcon.Schemas;

/** A validator that is not Java's, npm ajv, judges every vCon that the tests of all modules have made. It goes last. */
@Order(Integer.MAX_VALUE)
class AjvIT {
    @Test
    void ajvFindsEveryVconOfTheTestsSound() throws Exception {
        Schemas.read();
        var kept = Judge.KEPT.stream()
                .map(it -> it.toAbsolutePath().normalize().toString())
                .toList();
        var question = Map.of("schemas", Schemas.directory().toString(), "directories", kept);

        try (var ajv = NodeScript.start("judge.mjs")) {
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

package org.sipverify.vcon.privacy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CredentialScanTest {
    private static final String TABLE =
            "org.sipverify.vcon.validate.CredentialSearchTest#whatIsACredentialIsFoundHoweverItIsPacked";

    /** Neither this scan nor that of {@code vcon validate} knows a credential that the other does not. */
    @ParameterizedTest
    @MethodSource(TABLE)
    void findsWhatValidationFinds(String kind, String text) throws Exception {
        var base64 = Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
        var inJson = JsonNodeFactory.instance.objectNode().put("a", text).toString();

        for (var one : List.of(
                text, base64, inJson, JsonNodeFactory.instance.textNode(inJson).toString())) {
            var vcon = JsonNodeFactory.instance.objectNode().put("body", one).toString();

            assertNotEquals(Set.of(), CredentialScan.of(vcon.getBytes(UTF_8)), kind);
        }
    }
}

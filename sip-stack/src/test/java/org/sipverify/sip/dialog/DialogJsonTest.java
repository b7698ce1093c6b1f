package org.sipverify.sip.dialog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sipverify.formats.json.MalformedJsonException;

/** A dialog written down, and what is not one. */
class DialogJsonTest extends DialogSamples {
    @Test
    void writtenAndReadBackItIsTheSame() throws MalformedJsonException {
        for (var dialog : List.of(
                incoming(),
                answered(180, "bb", "Contact", "<sip:bob@192.0.2.4>").orElseThrow())) {
            assertEquals(dialog, DialogJson.read(DialogJson.write(dialog)));
        }
    }

    @ParameterizedTest
    @MethodSource
    void readsNothingElse(String from, String to) {
        var text = new String(DialogJson.write(incoming()), UTF_8);
        assertTrue(text.contains(from), text);

        assertThrows(
                MalformedJsonException.class,
                () -> DialogJson.read(text.replace(from, to).getBytes(UTF_8)));
    }

    static Stream<Arguments> readsNothingElse() {
        return Stream.of(
                argumentSet("a name that is not known", "\"state\"", "\"more\":1,\"state\""),
                argumentSet("a name that lacks", "\"callId\":\"c@h\",", ""),
                argumentSet("a state that is not one", "CONFIRMED", "RINGING"),
                argumentSet("a number that is not one", "\"cseq\":7", "\"cseq\":-7"),
                argumentSet("a number as text", "\"cseq\":7", "\"cseq\":\"7\""),
                argumentSet("a transport that is not one", "\"UDP\"", "\"SCTP\""),
                argumentSet("a target that is not one", "sip:alice@192.0.2.1", "mailto:alice"),
                argumentSet("a list that is not one", "\"tlsIdentities\":[]", "\"tlsIdentities\":{}"));
    }
}

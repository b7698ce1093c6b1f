package org.sipverify.sip.stack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sipverify.sip.Answer;
import org.sipverify.sip.Invite;
import org.sipverify.testkit.Message;

class ExtensionsTest {
    @ParameterizedTest
    @MethodSource
    void aRejectionGivesWayTo420AndARedirectDoesNot(String require, int status, int expected, List<String> unsupported)
            throws Exception {
        var answer = Extensions.heeded(invite(require), new Answer(status, "As decided"));

        assertEquals(expected, answer.status());
        assertEquals(unsupported, answer.headers().all("Unsupported"));
    }

    static Stream<Arguments> aRejectionGivesWayTo420AndARedirectDoesNot() {
        return Stream.of(
                argumentSet("redirect", "Require: 100rel", 302, 302, List.of()),
                argumentSet("rejection", "Require: 100rel", 603, 420, List.of("100rel")),
                argumentSet("several", "Require: 100rel,timer\r\nRequire: 100rel", 403, 420, List.of("100rel, timer")),
                argumentSet("nothing required", "Supported: 100rel", 603, 603, List.of()),
                argumentSet("an empty list", "Require:", 603, 603, List.of()),
                argumentSet("cancelled", "Require: 100rel", 487, 487, List.of()),
                argumentSet("no room", "Require: 100rel", 503, 503, List.of()));
    }

    private static Invite invite(String field) throws Exception {
        var message = Message.of("INVITE", 0).with(field).toString();
        return InviteReader.read(message.getBytes(UTF_8), new InetSocketAddress("192.0.2.1", 5060));
    }
}

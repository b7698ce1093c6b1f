package org.sipverify.sip.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sipverify.formats.number.NumberPattern;

class TransferTargetsTest {
    private static final String OWN = "192.0.2.1:5070";
    private static final TransferTargets TARGETS = new TransferTargets(
            List.of("sip:1@a.example;transport=tcp", "sips:1@b.example:5065", "sip:c.example"),
            List.of(NumberPattern.parse("2*"), NumberPattern.parse("+4420*"), NumberPattern.parse("desk")));

    @ParameterizedTest
    @MethodSource
    void areThoseOfTheCallWithAnotherNumber(String referTo, List<String> expected) {
        assertEquals(expected, TARGETS.of(referTo, OWN));
    }

    static Stream<Arguments> areThoseOfTheCallWithAnotherNumber() {
        var all = List.of("sip:200@a.example;transport=tcp", "sips:200@b.example:5065", "sip:200@c.example");
        return Stream.of(
                argumentSet("this server", "sip:200@192.0.2.1:5070", all),
                argumentSet("without its port", "sip:200@192.0.2.1", all),
                argumentSet("another port", "sip:200@192.0.2.1:5060", List.of()),
                argumentSet("one target", "sip:200@A.example:5060", List.of("sip:200@a.example;transport=tcp")),
                argumentSet("its parameters stay", "sip:200@a.example;transport=udp;method=BYE", List.of(all.get(0))),
                argumentSet("a target over TLS", "sips:200@b.example:5065", List.of("sips:200@b.example:5065")),
                argumentSet("a target that is not secure", "sips:200@c.example:5060", List.of()),
                argumentSet("another host", "sip:200@d.example", List.of()),
                argumentSet("maddr", "sip:200@a.example;maddr=192.0.2.9", List.of()),
                argumentSet("a number that is not named", "sip:+900123@192.0.2.1", List.of()),
                argumentSet("a name", "sip:desk@c.example", List.of("sip:desk@c.example")),
                argumentSet("no user", "sip:a.example", List.of()),
                argumentSet("a user with more in it", "sip:200;x=1@a.example", List.of()),
                argumentSet("an escaped user", "sip:2%40evil@a.example", List.of()),
                argumentSet("two hosts", "sip:200@evil.example@a.example", List.of()),
                argumentSet(
                        "tel",
                        "tel:+44-20-7123",
                        List.of(
                                "sip:+44207123@a.example;transport=tcp",
                                "sips:+44207123@b.example:5065",
                                "sip:+44207123@c.example")),
                argumentSet("tel that is not named", "tel:+900", List.of()),
                argumentSet("another scheme", "https://a.example/200", List.of()));
    }
}

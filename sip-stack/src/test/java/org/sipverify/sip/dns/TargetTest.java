package org.sipverify.sip.dns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sipverify.sip.transport.Transport;

class TargetTest {
    @ParameterizedTest
    @MethodSource
    void isReadFromWhatPeopleWrite(
            String text, boolean secure, String host, int port, @Nullable Transport transport, String uri) {
        var target = Target.parse(text);

        assertEquals(new Target(secure, host, port, transport), target);
        assertEquals(uri, target.uri("bob"));
    }

    static Stream<Arguments> isReadFromWhatPeopleWrite() {
        return Stream.of(
                argumentSet("a domain", "example.com", false, "example.com", 0, null, "sip:bob@example.com"),
                argumentSet(
                        "host and port", "127.0.0.1:5061", false, "127.0.0.1", 5061, null, "sip:bob@127.0.0.1:5061"),
                argumentSet("IPv6", "[::1]:5061", false, "::1", 5061, null, "sip:bob@[::1]:5061"),
                argumentSet("a SIP URI", "sip:example.com", false, "example.com", 0, null, "sip:bob@example.com"),
                argumentSet("sips", "SIPS:example.com", true, "example.com", 0, null, "sips:bob@example.com"),
                argumentSet(
                        "with a user",
                        "sip:+1415@example.com:5070",
                        false,
                        "example.com",
                        5070,
                        null,
                        "sip:bob@example.com:5070"),
                argumentSet(
                        "with a transport",
                        "sip:example.com;lr;Transport=TLS",
                        false,
                        "example.com",
                        0,
                        Transport.TLS,
                        "sip:bob@example.com"));
    }

    @ParameterizedTest
    @MethodSource
    void isRefusedWithAReason(String text, String why) {
        var refusal = assertThrows(IllegalArgumentException.class, () -> Target.parse(text));

        assertTrue(refusal.getMessage().contains(why), refusal.getMessage());
    }

    static Stream<Arguments> isRefusedWithAReason() {
        return Stream.of(
                argumentSet("nothing", "", "not a host"),
                argumentSet("a blank", "exam ple.com", "not a host"),
                argumentSet(
                        "a line end", "example.com\r\nVia: x", "not a host, host:port or SIP URI: example.com Via: x"),
                argumentSet("no host", "sip:bob@", "not a host"),
                argumentSet("a bracket that stays open", "[::1", "not a host"),
                argumentSet("no address in brackets", "[example]", "not an IPv6 address"),
                argumentSet("a colon without a port", "example.com:", "not a host"),
                argumentSet("an empty parameter", "example.com;;lr", "not a host"),
                argumentSet("white space in the user", "sip:b b@example.com", "not a host"),
                argumentSet("another scheme", "tel:+1415", "not a host"),
                argumentSet("header fields", "sip:example.com?Subject=x", "not a host"),
                argumentSet("no port", "example.com:0", "not a port"),
                argumentSet("too high a port", "example.com:65536", "not a host and port"),
                argumentSet("no transport we know", "example.com;transport=ws", "udp, tcp or tls"),
                argumentSet("sips by UDP", "sips:example.com;transport=udp", "cannot be used over UDP"),
                argumentSet("maddr", "sip:example.com;maddr=192.0.2.1", "maddr is not supported"));
    }
}

package org.sipverify.sip.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sipverify.testkit.CertificateAuthority;

/** RFC 5922 section 7. */
class SanNamesTest {
    private static final CertificateAuthority CA = new CertificateAuthority("Test CA");

    @ParameterizedTest
    @MethodSource
    void whomACertificateProves(boolean proved, String whom, List<String> names) {
        var certificate = CA.issue(names.toArray(new String[0])).certificate();

        assertEquals(proved, SanNames.of(certificate).prove(whom));
    }

    static Stream<Arguments> whomACertificateProves() {
        var both = List.of("uri:sip:a.example", "dns:b.example");
        return Stream.of(
                argumentSet("its DNS name", true, "a.example", List.of("dns:a.example")),
                argumentSet("in another case", true, "A.Example", List.of("dns:a.eXample")),
                argumentSet("with the root's dot", true, "a.example.", List.of("dns:a.example")),
                argumentSet("another name", false, "b.example", List.of("dns:a.example")),
                argumentSet("a name below", false, "x.a.example", List.of("dns:a.example")),
                argumentSet("one of several", true, "b.example", List.of("dns:a.example", "dns:b.example")),
                argumentSet("its sip URI", true, "a.example", List.of("uri:sip:a.example")),
                argumentSet("its sip URI with a port", true, "a.example", List.of("uri:SIP:a.example:5061")),
                argumentSet("with parameters", true, "a.example", List.of("uri:sip:a.example;transport=tls")),
                argumentSet("a sip URI stands before DNS names", true, "a.example", both),
                argumentSet("then DNS names count for nothing", false, "b.example", both),
                argumentSet("a user's URI", false, "a.example", List.of("uri:sip:alice@a.example")),
                argumentSet(
                        "a user's URI leaves the DNS name",
                        true,
                        "b.example",
                        List.of("uri:sip:alice@a.example", "dns:b.example")),
                argumentSet("a sips URI", false, "a.example", List.of("uri:sips:a.example")),
                argumentSet("a wildcard", false, "x.a.example", List.of("dns:*.a.example")),
                argumentSet("a wildcard by itself", false, "*.a.example", List.of("dns:*.a.example")),
                argumentSet("the common name", false, "common.example", List.of()),
                argumentSet("the common name beside others", false, "common.example", List.of("dns:a.example")),
                argumentSet("its address", true, "192.0.2.1", List.of("ip:192.0.2.1")),
                argumentSet("another address", false, "192.0.2.2", List.of("ip:192.0.2.1")),
                argumentSet("an address as a DNS name", false, "192.0.2.1", List.of("dns:192.0.2.1")),
                argumentSet("its IPv6 address", true, "2001:db8::1", List.of("ip:2001:db8:0:0:0:0:0:1")),
                argumentSet("in brackets", true, "[2001:db8::1]", List.of("ip:2001:db8::1")));
    }
}

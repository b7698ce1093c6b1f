package org.sipverify.sip.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AddressesTest {
    @ParameterizedTest
    @MethodSource
    void readsAnAddress(String address, String uri, String tag, String untagged) {
        assertEquals(uri, Addresses.uri(address));
        assertEquals(tag, Addresses.tag(address).orElse(""));
        assertEquals(untagged, Addresses.withoutTag(address));
    }

    static Stream<Arguments> readsAnAddress() {
        return Stream.of(
                argumentSet("bare", "sip:a@b;tag=t", "sip:a@b", "t", "sip:a@b"),
                argumentSet("in brackets", "<sip:a@b;x=1>;tag=t", "sip:a@b;x=1", "t", "<sip:a@b;x=1>"),
                argumentSet("a tag of the URI", "<sip:a@b;tag=no>", "sip:a@b;tag=no", "", "<sip:a@b;tag=no>"),
                argumentSet(
                        "traps in the name",
                        "\"x <y>;tag=t \\\" ,\" <sip:a@b>;q=1;TAG=t;z",
                        "sip:a@b",
                        "t",
                        "\"x <y>;tag=t \\\" ,\" <sip:a@b>;q=1;z"),
                argumentSet("no tag", "Bob <sip:b@c>", "sip:b@c", "", "Bob <sip:b@c>"));
    }

    @Test
    void aListIsSplitAtCommasOutsideQuotesAndBrackets() {
        assertEquals(List.of("\"a,b\" <sip:a,b@c>;x", "<sip:d>"), Addresses.list("\"a,b\" <sip:a,b@c>;x , <sip:d>"));
    }
}

package org.sipverify.policy;

import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class BridgeMistakesTest {
    /** Line 8; a test's own begin at line 9. */
    private static final String BRIDGE = "on-valid = { action = bridge, destination-template = \"sip:{dest}@a\" }\n";

    @TempDir
    Path directory;

    @ParameterizedTest
    @MethodSource({"keysOfOtherActions", "values", "destinations", "headersOfALeg", "fieldsThatNeverPass"})
    void namesTheMistake(String more, String complaint) throws IOException {
        Policies.assertRefused(directory, Policies.SOUND + BRIDGE + more, "9: " + complaint);
    }

    static Stream<Arguments> keysOfOtherActions() {
        var ofBridge = Stream.of(
                "copy = X-A",
                "remove = X-A",
                "present = verstat",
                "ring-timeout = 5s",
                "response-timeout = 5s",
                "fail-over-on = 503",
                "refer = reject",
                "refer-to = 2");
        var elsewhere = ofBridge.flatMap(key -> Stream.of("on-indeterminate", "on-none")
                .map(section -> argumentSet(
                        key + " in " + section,
                        section + "." + key,
                        section + "." + key.substring(0, key.indexOf(' '))
                                + ": belongs to bridge; with redirect and reject this server sends no INVITE")));
        var why = "; the caller of a bridged call gets the response of the target";
        var here = Stream.of(
                argumentSet("status", "on-valid.status = 302", "on-valid.status: belongs to redirect" + why),
                argumentSet(
                        "reason-code", "on-valid.reason-code = 603", "on-valid.reason-code: belongs to reject" + why),
                argumentSet(
                        "reason-phrase",
                        "on-valid.reason-phrase = Go",
                        "on-valid.reason-phrase: belongs to redirect and reject" + why),
                argumentSet(
                        "list of a redirect",
                        "on-indeterminate.destination-template = [\"sip:a\", \"sip:b\"]",
                        "on-indeterminate.destination-template: must be text, not a list: only bridge tries several targets"));
        return Stream.concat(elsewhere, here);
    }

    static Stream<Arguments> values() {
        return Stream.of(
                value("present", "[x-vvp, vertstat]", "unknown value \"vertstat\"; did you mean verstat?"),
                value(
                        "present",
                        "everything",
                        "unknown value \"everything\"; known are x-vvp, verstat, brand-name, logo, attestation"),
                value("ring-timeout", "500ms", "must be 1 s to 3 minutes, not"),
                value("ring-timeout", "181s", "must be 1 s to 3 minutes, not"),
                value("ring-timeout", "30", "has no unit: write 30 s"),
                value("response-timeout", "400ms", "must be 500 ms to 3 minutes, not"),
                value("response-timeout", "31s", "must not be longer than ring-timeout"),
                value("fail-over-on", "399", "must be status codes from 400 to 699"),
                value("fail-over-on", "700", "must be status codes from 400 to 699"),
                value("fail-over-on", "[408, 401]", "must be status codes from 400 to 699, without 401 and 407"),
                value("fail-over-on", "407", "must be status codes from 400 to 699, without 401 and 407"),
                value("fail-over-on", "487", "must be status codes from 400 to 699, without 401 and 407"),
                value("fail-over-on", "5xx", "must be status codes from 400 to 699"),
                value("copy", "\"X A\"", "\"X A\" is not a header name"),
                value("copy", "\"X-*\"", "\"X-*\" is not a header name; each is written in full"),
                value("refer", "accept", "must be relay, handle or reject, not \"accept\""),
                value("refer", "handle", "handle needs refer-to: the numbers that a call may be transferred to"),
                value("refer-to", "\"2*\"", "belongs to refer = handle"),
                argumentSet(
                        "nowhere to transfer to",
                        "on-valid { refer-to = [], refer = handle }",
                        "on-valid.refer-to: handle needs refer-to"),
                argumentSet(
                        "not a number to transfer to",
                        "on-valid { refer-to = \"+44 20\", refer = handle }",
                        "on-valid.refer-to: \"+44 20\" matches no number"),
                argumentSet(
                        "header by two names",
                        "on-valid.headers { s = 1, Subject = 2 }",
                        "on-valid.headers.s: appears twice"),
                argumentSet(
                        "logo and Call-Info",
                        "on-valid { present = [logo], copy = [call-info] }",
                        "on-valid.copy: Call-Info holds the logo, as present says"),
                argumentSet(
                        "both copied and removed",
                        "on-valid { copy = [Subject], remove = [s] }",
                        "on-valid.remove: Subject is in copy too"),
                argumentSet(
                        "word for a flag",
                        "bridge-udp-from-anyone = never",
                        "bridge-udp-from-anyone: must be true or false"));
    }

    private static Arguments value(String key, String value, String complaint) {
        return argumentSet(key + " " + value, "on-valid." + key + " = " + value, "on-valid." + key + ": " + complaint);
    }

    static Stream<Arguments> destinations() {
        return Stream.of(
                        argumentSet("none", "[]", "the list is empty: name at least one target"),
                        argumentSet("tel", "\"tel:{dest}\"", "\"tel:+15550100\" names no host to call"),
                        argumentSet(
                                "second of a list", "[\"sip:a\", \"b\"]", "\"b\" is not one sip:, sips: or tel: URI"),
                        argumentSet(
                                "caller's value in host", "\"sip:{dest}\"", "\"sip:+15550100\" has an invalid host"),
                        argumentSet("maddr", "\"sip:a;maddr=192.0.2.1\"", "\"sip:a;maddr=192.0.2.1\" has maddr"),
                        argumentSet(
                                "caller's value in maddr",
                                "\"sip:a;MADDR=x{dest}\"",
                                "\"sip:a;MADDR=x+15550100\" has maddr"),
                        argumentSet(
                                "SCTP", "\"sip:a;transport=sctp\"", "\"sip:a;transport=sctp\" has a transport that"),
                        argumentSet(
                                "caller's value as transport",
                                "\"sip:a;transport=tcp{caller}\"",
                                "\"sip:a;transport=tcp+15550100\" has a transport that"),
                        argumentSet(
                                "sips over UDP",
                                "\"sips:a;transport=udp\"",
                                "\"sips:a;transport=udp\" asks for sips over UDP"),
                        argumentSet("block", "{ a = b }", "must be text, not a block in braces"))
                .map(row -> argumentSet(
                        "destination: " + row.getName(),
                        "on-valid.destination-template = " + row.get()[0],
                        "on-valid.destination-template: " + row.get()[1]));
    }

    static Stream<Arguments> headersOfALeg() {
        var framing = Stream.of("From", "m", "Content-Type", "Record-Route")
                .map(name -> row(name, "a policy cannot set a header that frames or routes"));
        var ofALeg = Stream.of(
                        "Require",
                        "Supported",
                        "k",
                        "Allow",
                        "RSeq",
                        "RAck",
                        "Session-Expires",
                        "x",
                        "Min-SE",
                        "Proxy-Require",
                        "Proxy-Authorization",
                        "authorization",
                        "Replaces")
                .map(name -> row(name, "a policy cannot set a header that belongs to one leg"));
        return Stream.concat(framing, ofALeg);
    }

    private static Arguments row(String name, String complaint) {
        return argumentSet(
                "headers " + name,
                "on-valid.headers { " + name + " = x }",
                "on-valid.headers." + name + ": " + complaint);
    }

    static Stream<Arguments> fieldsThatNeverPass() {
        var ofALeg = Stream.of(
                        "From=From",
                        "to=to",
                        "T=To",
                        "Call-ID=Call-ID",
                        "CSeq=CSeq",
                        "v=Via",
                        "Contact=Contact",
                        "Route=Route",
                        "Record-Route=Record-Route",
                        "Max-Forwards=Max-Forwards",
                        "Content-Disposition=Content-Disposition",
                        "l=Content-Length",
                        "Require=Require",
                        "k=Supported",
                        "Allow=Allow",
                        "Proxy-Anything=Proxy-Anything",
                        "Authorization=Authorization",
                        "RSeq=RSeq",
                        "RAck=RAck",
                        "x=Session-Expires",
                        "Min-SE=Min-SE",
                        " require =require")
                .map(it -> it.split("=", 2))
                .map(it -> passing(it[0], it[1] + " belongs to one leg of the call and never passes"));
        var verdicts = Stream.of("X-VVP-Status", "x-vvp-anything", "P-Asserted-Identity", "p-attestation-indicator")
                .map(name -> passing(name, name + " holds a verdict and never passes"));
        return Stream.concat(ofALeg, verdicts).flatMap(rows -> rows);
    }

    private static Stream<Arguments> passing(String name, String complaint) {
        return Stream.of("copy", "remove")
                .map(key -> argumentSet(
                        key + " " + name,
                        "on-valid." + key + " = \"" + name + "\"",
                        "on-valid." + key + ": " + complaint));
    }
}

package org.sipverify.policy;

import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ActionMistakesTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @MethodSource({"codesAndKeys", "destinations", "headers"})
    void namesTheMistake(String more, String complaint) throws IOException {
        Policies.assertRefused(directory, Policies.SOUND + more, complaint);
    }

    static Stream<Arguments> codesAndKeys() {
        return Stream.of(
                argumentSet(
                        "unknown action",
                        "on-valid.action = allow",
                        "8: on-valid.action: must be redirect, reject or bridge, not allow"),
                argumentSet("no action", "on-valid.action = null", "2-8: on-valid.action: is missing"),
                argumentSet(
                        "unknown key",
                        "on-none.reason_phrase = Go",
                        "8: on-none.reason_phrase: unknown key; did you mean reason-phrase?"),
                argumentSet(
                        "key like no other",
                        "on-none.colour = red",
                        "8: on-none.colour: unknown key; known are action, status,"),
                argumentSet("first unknown key first", "on-none.b = 1\non-none.a = 1", "8: on-none.b: unknown key"),
                argumentSet("rule's key in a section", "on-none.when { brand = true }", "8: on-none.when: unknown key"),
                argumentSet(
                        "status of a reject",
                        "on-none.status = 302",
                        "8: on-none.status: belongs to redirect; the code of a reject is reason-code"),
                argumentSet(
                        "reason-code of a redirect",
                        "on-valid.reason-code = 302",
                        "8: on-valid.reason-code: belongs to reject; the code of a redirect is status"),
                argumentSet(
                        "destination of a reject",
                        "on-none.destination-template = \"sip:a@b\"",
                        "8: on-none.destination-template: belongs to redirect and bridge"),
                argumentSet(
                        "status below 300",
                        "on-valid.status = 299",
                        "8: on-valid.status: must be a whole number from 300 to 399, not 299"),
                argumentSet(
                        "status above 399", "on-valid.status = 400", "8: on-valid.status: must be a whole number from"),
                argumentSet(
                        "reason-code above 699",
                        "on-none.reason-code = 700",
                        "8: on-none.reason-code: must be a whole number from 400 to 699, not 700"),
                argumentSet(
                        "reason-code in words",
                        "on-none.reason-code = forbidden",
                        "8: on-none.reason-code: must be a whole number from 400 to 699, not \"forbidden\""),
                argumentSet("no reason-code", "on-none { reason-code = null }", "6-8: on-none.reason-code: is missing"),
                argumentSet(
                        "CR LF in reason-phrase",
                        "on-none.reason-phrase = \"No\\r\\nContact: <sip:x>\"",
                        "8: on-none.reason-phrase: must be one line of text"),
                argumentSet(
                        "variable in reason-phrase",
                        "on-none.reason-phrase = \"{reason}\"",
                        "8: on-none.reason-phrase: is plain text; variables work in headers"),
                argumentSet(
                        "section is not a block", "on-warning = redirect", "8: on-warning: must be a block in braces"));
    }

    static Stream<Arguments> destinations() {
        return Stream.of(
                        argumentSet("none", "null", "is missing"),
                        argumentSet(
                                "unknown variable", "\"sip:{dst}@a\"", "unknown variable {dst}; did you mean dest?"),
                        argumentSet("unclosed brace", "\"sip:{dest@a\"", "a { is never closed"),
                        argumentSet("stray brace", "\"sip:dest}@a\"", "a } has no opening {"),
                        argumentSet("path into text", "\"sip:{dest.x}@a\"", "{dest} is text and has no parts"),
                        argumentSet("no scheme", "\"{dest}@a\"", "\"+15550100@a\" is not one sip:, sips: or tel: URI"),
                        argumentSet(
                                "scheme twice", "\"sip:sip:{dest}@a\"", "\"sip:sip:+15550100@a\" repeats its scheme"),
                        argumentSet("scheme twice without user", "\"sip:sip:a\"", "\"sip:sip:a\" repeats its scheme"),
                        argumentSet("web address", "\"http://a/{dest}\"", "\"http://a/+15550100\" begins with http://"),
                        argumentSet("two @", "\"sip:{dest}@a@b\"", "\"sip:+15550100@a@b\" is not one"),
                        argumentSet(
                                "embedded headers",
                                "\"sip:{dest}@a?X=1\"",
                                "\"sip:+15550100@a?X=1\" has embedded headers"),
                        argumentSet(
                                "angle brackets",
                                "\"<sip:{dest}@a>\"",
                                "\"<sip:+15550100@a>\" has blanks, quotes, angle"),
                        argumentSet("blank", "\"sip:{dest}@ a\"", "\"sip:+15550100@ a\" has blanks"),
                        argumentSet("line break", "\"sip:{dest}@a\\n\"", "\"sip:+15550100@a\n\" has blanks"),
                        argumentSet("no host", "\"sip:{dest}@\"", "\"sip:+15550100@\" has an invalid host"),
                        argumentSet(
                                "caller's value as host", "\"sip:{dest}\"", "\"sip:+15550100\" has an invalid host"),
                        argumentSet(
                                "caller's value in host",
                                "\"sip:x@{orig}.example.com\"",
                                "\"sip:x@+15550100.example.com\" has an invalid host"),
                        argumentSet(
                                "caller's value as port",
                                "\"sip:x@a:{dest}\"",
                                "\"sip:x@a:+15550100\" has an invalid host"),
                        argumentSet(
                                "port beyond 65535",
                                "\"sip:x@a:65536\"",
                                "\"sip:x@a:65536\" has an invalid host: port \"65536\" is not a number"),
                        argumentSet(
                                "port after target's",
                                "\"sip:x@{target}:5080\"",
                                "\"sip:x@pbx.example.com:5060:5080\" has an invalid host"),
                        argumentSet(
                                "parameter that may be empty",
                                "\"sip:x@a;s={status}\"",
                                "\"sip:x@a;s=\" has an invalid"),
                        argumentSet("password", "\"sip:x:secret@a\"", "\"sip:x:secret@a\" has a user part"),
                        argumentSet("list", "[\"sip:a\"]", "must be text, not a list"))
                .map(row -> argumentSet(
                        "destination: " + row.getName(),
                        "on-valid.destination-template = " + row.get()[0],
                        (row.get()[0].equals("null") ? "2-8" : "8") + ": on-valid.destination-template: "
                                + row.get()[1]));
    }

    static Stream<Arguments> headers() {
        var framing = Stream.of(
                        "From",
                        "to",
                        "CALL-ID",
                        "CSeq",
                        "Via",
                        "Route",
                        "Record-Route",
                        "Max-Forwards",
                        "Contact",
                        "Content-Length",
                        "content-type",
                        "Content-Anything",
                        "f",
                        "T",
                        "i",
                        "v",
                        "m",
                        "l",
                        "c",
                        "e")
                .map(name -> argumentSet(
                        "framing header " + name,
                        "on-none.headers { " + name + " = x }",
                        "8: on-none.headers." + name + ": a policy cannot set a header that frames or routes"));
        var others = Stream.of(
                argumentSet(
                        "name with a blank",
                        "on-none.headers { \"X-VVP-Status \" = VALID }",
                        "8: on-none.headers.X-VVP-Status : \"X-VVP-Status \" is not a header name"),
                argumentSet(
                        "name with a colon",
                        "on-none.headers { \"X:Y\" = x }",
                        "8: on-none.headers.X:Y: \"X:Y\" is not"),
                argumentSet(
                        "name twice", "on-none.headers { X-A = 1, x-a = 2 }", "8: on-none.headers.x-a: appears twice"),
                argumentSet(
                        "name with an unquoted dot",
                        "on-none.headers { X.A = 1 }",
                        "8: on-none.headers.X: must be text"),
                argumentSet(
                        "CR LF in value",
                        "on-none.headers { X-A = \"1\\r\\nContact: x\" }",
                        "8: on-none.headers.X-A: line breaks and control characters"),
                argumentSet(
                        "unknown variable in value",
                        "on-none.headers { X-A = \"{brand}\" }",
                        "8: on-none.headers.X-A: unknown variable {brand}; known are"),
                argumentSet(
                        "bad path",
                        "on-none.headers { X-A = \"{errors[x]}\" }",
                        "8: on-none.headers.X-A: {errors[x]} is not a name with a path"),
                argumentSet(
                        "headers are not a block",
                        "on-none.headers = X",
                        "8: on-none.headers: must be a block in braces"));
        return Stream.concat(framing, others);
    }
}

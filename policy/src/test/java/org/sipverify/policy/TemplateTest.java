package org.sipverify.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;
import static org.sipverify.policy.CallFacts.Outcome.INVALID;
import static org.sipverify.policy.Policies.call;
import static org.sipverify.policy.Policies.json;
import static org.sipverify.policy.Policies.soundWith;
import static org.sipverify.policy.Policies.validCallTo;
import static org.sipverify.policy.Policies.withCaller;

import com.typesafe.config.ConfigFactory;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateTest {
    private static final CallFacts FACTS = new CallFacts(
            call(INVALID).call(),
            new CallFacts.Verdict(
                    INVALID,
                    "INVALID",
                    "TN_NOT_AUTHORIZED",
                    new CallFacts.Caller("+15551230001", "Café Übel 😀", "https://example.com/logo.png?x=%41"),
                    new CallFacts.Report(
                            "req-7",
                            "",
                            json("[{\"children\": [{}, {\"node\": {\"name\": \"tn\", \"a/b~\": 1}}]}]"),
                            json("[{\"code\": \"E1\", \"recoverable\": false, \"n\": 3, \"nil\": null}]"))));

    @ParameterizedTest
    @MethodSource({"fillsHeaders", "fillsPlaces"})
    void fillsHeaders(String template, CallFacts facts, List<String> expected) {
        var policy = soundWith("on-invalid { headers { X-A = " + quoted(template) + " } }");

        var headers = policy.decide(facts).decided().headers();

        assertEquals(expected, headers.stream().map(Field::value).toList());
    }

    static Stream<Arguments> fillsHeaders() {
        return Stream.of(
                filled("numbers", "{orig}>{dest}", "+15551230001>+442071230002"),
                filled("names of the call", "{call_id} {request_id}", "call-1@192.0.2.1 req-7"),
                filled("target", "{target}", "pbx.example.com:5060"),
                filled("verdict", "{status} {outcome} {reason}", "INVALID invalid TN_NOT_AUTHORIZED"),
                filled("caller", "{caller_id}", "+15551230001"),
                filled("not ASCII", "{brand_name}", "Caf%C3%A9 %C3%9Cbel %F0%9F%98%80"),
                filled("percent signs stay", "{brand_logo}", "https://example.com/logo.png?x=%41"),
                filled("path", "{errors[0].code}", "E1"),
                filled("deep path", "{claims[0].children[1].node.name}", "tn"),
                filled("path with signs of JSON pointers", "{claims[0].children[1].node.a/b~}", "1"),
                filled("truth", "{errors[0].recoverable}", "false"),
                filled("number", "{errors[0].n}", "3"),
                filled("part of a tree", "{claims[0].children[1]}", "{\"node\":{\"name\":\"tn\",\"a/b~\":1}}"),
                filled("whole tree", "{errors}", "[{\"code\":\"E1\",\"recoverable\":false,\"n\":3,\"nil\":null}]"),
                filled("nothing there beside text", "[{errors[9].code}{errors[0].nil}]", "[]"),
                filled("braces", "{{{outcome}}} {{outcome}}", "{invalid} {outcome}"),
                argumentSet("nothing there", "{errors[9].code}", FACTS, List.of()),
                argumentSet("no tree", "{claims}", call(INVALID), List.of()),
                argumentSet("half a surrogate pair", "{brand_name}", called("\uD83D"), List.of("%EF%BF%BD")),
                argumentSet("tab", "{brand_name}", called("A\tB"), List.of("A\tB")),
                argumentSet("CR LF", "{brand_name}", called("A\r\nB"), List.of()),
                argumentSet("LF", "{brand_name}", called("A\nB"), List.of()),
                argumentSet("NUL", "{brand_name}", called("A\0B"), List.of()),
                argumentSet("escape", "{brand_name}", called("A\u001B[2J"), List.of()),
                argumentSet("delete", "{brand_name}", called("A\u007F"), List.of()),
                argumentSet("next line is not ASCII", "{brand_name}", called("A\u0085"), List.of("A%C2%85")));
    }

    /** A value in quotes or angle brackets can end neither. */
    static Stream<Arguments> fillsPlaces() {
        var quoted = called("A \"b\" \\c");
        return Stream.of(
                argumentSet("in quotes", "\"{brand_name}\" x", quoted, List.of("\"A \\\"b\\\" \\\\c\" x")),
                argumentSet("between quotes", "\"a\"{brand_name}\"b\"", quoted, List.of("\"a\"A \"b\" \\c\"b\"")),
                argumentSet("behind an escaped quote", "\"a\\\"{brand_name}\"", called("\""), List.of("\"a\\\"\\\"\"")),
                argumentSet("behind a quote that stays open", "5\" {brand_name}", called("\""), List.of("5\" \"")),
                argumentSet("a part of a URI", "<sip:{brand_name}@a>", called("x@b;c"), List.of("<sip:x%40b%3Bc@a>")),
                argumentSet("a URL", "<{brand_name}>", called("https://a/?b#c>"), List.of("<https://a/?b#c%3E>")),
                argumentSet("a URL that is not there", "<{brand_name}>;purpose=icon", call(INVALID), List.of()),
                argumentSet("a sign for less", "1 < {brand_name}", called("a b"), List.of("1 < a b")),
                argumentSet("a line break in a URI", "<sip:{brand_name}@a>", called("x\r\ny"), List.of()));
    }

    private static Arguments filled(String name, String template, String expected) {
        return argumentSet(name, template, FACTS, List.of(expected));
    }

    private static CallFacts called(String brandName) {
        return withCaller(call(INVALID), "", brandName);
    }

    private static String quoted(String text) {
        return ConfigFactory.parseMap(Map.of("text", text)).getValue("text").render();
    }

    /** It is checked when the file is read, and not again for each call. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "@", ":", "sip", "sips:x", "a@b", "a;b=c", "?x=y", "a b", "<>", "\"", "%", "%4", "%zz", "[::1]",
                "\r\n", "\0", "é", "\uD83D", "/", "//", ",", "&", "#", "tel:1"
            })
    void everyDestinationIsAValidUri(String value) {
        for (var template : List.of(
                "sip:{brand_name}@{target}",
                "sips:{brand_name};x=v{brand_name}@pbx.example",
                "sip:a{brand_name}@pbx.example:5061;p=v{brand_name}",
                "sip:pbx.example;p=v{brand_name}")) {
            var policy = soundWith("on-valid.destination-template = \"" + template + "\"");

            var decided = policy.decide(withCaller(validCallTo("1"), "", value)).decided();

            decided.match(
                    redirect -> Uri.of(redirect.destination()),
                    reject -> Uri.of("sip:none"),
                    bridge -> Uri.of("sip:none"));
        }
    }

    @ParameterizedTest
    @MethodSource
    void fillsDestinations(String template, CallFacts facts, String expected) {
        var policy = soundWith("on-valid.destination-template = \"" + template + "\"");

        var decided = policy.decide(facts).decided();

        assertEquals(
                expected, decided.match(Decision.Redirect::destination, reject -> "" + reject.status(), bridge -> ""));
    }

    static Stream<Arguments> fillsDestinations() {
        var usual = "sip:{dest}@{target}";
        return Stream.of(
                argumentSet("number", usual, validCallTo("+4420"), "sip:+4420@pbx.example.com:5060"),
                argumentSet("user name", usual, validCallTo("alice.b"), "sip:alice.b@pbx.example.com:5060"),
                argumentSet("no user", usual, validCallTo(""), "sip:pbx.example.com:5060"),
                argumentSet(
                        "host and headers in the number",
                        usual,
                        validCallTo("alice@evil?X=1"),
                        "sip:alice%40evil%3FX%3D1@pbx.example.com:5060"),
                argumentSet(
                        "parameters in the number",
                        usual,
                        validCallTo("1;maddr=192.0.2.9>,<sip:x"),
                        "sip:1%3Bmaddr%3D192.0.2.9%3E%2C%3Csip%3Ax@pbx.example.com:5060"),
                argumentSet(
                        "line break in the number",
                        usual,
                        validCallTo("1\r\nVia: x"),
                        "sip:1%0D%0AVia%3A%20x@pbx.example.com:5060"),
                argumentSet(
                        "percent sign in the number", usual, validCallTo("1%40"), "sip:1%2540@pbx.example.com:5060"),
                argumentSet("not ASCII", usual, validCallTo("é€"), "sip:%C3%A9%E2%82%AC@pbx.example.com:5060"),
                argumentSet(
                        "prefix",
                        "sip:99{dest}@10.0.0.1:5080;transport=tcp",
                        validCallTo("1"),
                        "sip:991@10.0.0.1:5080;transport=tcp"),
                argumentSet(
                        "parameter of the user",
                        "sips:{dest};npdi@[2001:db8::1]",
                        validCallTo("1"),
                        "sips:1;npdi@[2001:db8::1]"),
                argumentSet(
                        "parameter of the URI",
                        "sip:{dest}@a;x={outcome}-{orig}",
                        validCallTo("1"),
                        "sip:1@a;x=valid-+15551230001"),
                argumentSet("tel", "tel:{dest}", validCallTo("+4420"), "tel:+4420"),
                argumentSet("tel without a number is incomplete", "tel:{dest}", validCallTo(""), "484"),
                argumentSet("tel with a name is incomplete", "tel:{dest}", validCallTo("alice"), "484"));
    }
}

package org.sipverify.policy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.function.Consumer;
import org.sipverify.formats.config.ConfigSection;
import org.sipverify.formats.text.PercentEncoding;
import org.sipverify.formats.text.PlainText;
import org.sipverify.policy.sip.Grammar;
import org.sipverify.policy.sip.HeaderNames;

/** The headers that an action adds to the response or to the outgoing INVITE, in alphabetical order. */
record HeaderTemplates(List<HeaderTemplate> templates) {
    /** A name, and the template to fill for each call. */
    record HeaderTemplate(String name, Template value) {}

    /** Headers for one call, and the names of those whose value was rejected. */
    record Filled(List<Field> fields, List<String> refused) {}

    /** Reads the headers block of an action that answers the call, if it has one. */
    static HeaderTemplates ofResponse(ConfigSection action, Target target) {
        return read(action, target, name -> {});
    }

    /** Likewise of an action that makes a call of its own: what belongs to its leg is not for a policy to set. */
    static HeaderTemplates ofInvite(ConfigSection action, Target target) {
        return read(action, target, name -> {
            if (HeaderNames.isOfALeg(name)) {
                throw new IllegalArgumentException("a policy cannot set a header that belongs to one leg of the call:"
                        + " routing, credentials, and what its two ends agree on");
            }
        });
    }

    /** @param check throws an IllegalArgumentException for a name that cannot be set here */
    private static HeaderTemplates read(ConfigSection action, Target target, Consumer<String> check) {
        var templates = new ArrayList<HeaderTemplate>();
        if (action.has("headers")) {
            var headers = action.section("headers");
            var seen = new HashSet<String>();
            for (var name : headers.keys()) {
                checkName(headers, name);
                if (!seen.add(HeaderNames.key(name))) {
                    throw headers.mistake(name, "appears twice; header names do not distinguish upper and lower case");
                }
                templates.add(headers.read(name, text -> {
                    check.accept(name);
                    return new HeaderTemplate(name, template(text, target));
                }));
            }
        }
        return new HeaderTemplates(List.copyOf(templates));
    }

    private static void checkName(ConfigSection headers, String name) {
        if (!Grammar.isToken(name)) {
            throw headers.mistake(name, "\"" + name + "\" is not a header name");
        }
        if (HeaderNames.isFraming(name)) {
            throw headers.mistake(name, "a policy cannot set a header that frames or routes the message");
        }
    }

    private static Template template(String text, Target target) {
        if (Grammar.hasControls(text)) {
            throw new IllegalArgumentException("line breaks and control characters are not allowed in a header");
        }
        return Template.parse(PercentEncoding.headerValue(text), target);
    }

    /** Fills the headers. One without a value is left out, and so is one with a URI in angle brackets that lacks a part. */
    Filled fill(CallFacts facts) {
        var fields = new ArrayList<Field>();
        var refused = new ArrayList<String>();
        for (var template : templates) {
            var value = template.value().fill((variable, place) -> written(variable.of(facts), place));
            if (Grammar.hasControls(value)) {
                refused.add(template.name());
            } else if (!value.isBlank() && !lacksPartOfUri(template.value(), facts)) {
                fields.add(new Field(template.name(), value));
            }
        }
        return new Filled(fields, refused);
    }

    private static boolean lacksPartOfUri(Template template, CallFacts facts) {
        return template.has((variable, place) -> (place == Template.Place.URL || place == Template.Place.URI_PART)
                && variable.of(facts).isEmpty());
    }

    /** A value as its place wants it, so that it cannot end the quotes or the URI. Control characters stay to be found. */
    private static String written(String value, Template.Place place) {
        return switch (place) {
            case PLAIN -> PercentEncoding.headerValue(value);
            case QUOTED ->
                PercentEncoding.encode(value, HeaderTemplates::isShown)
                        .replace("\\", "\\\\")
                        .replace("\"", "\\\"");
            case URL ->
                PercentEncoding.encode(value, c -> isControl(c) || (c > ' ' && c < 0x7F && "<>\"\\".indexOf(c) < 0));
            case URI_PART ->
                PercentEncoding.encode(value, c -> isControl(c) || c == '+' || PercentEncoding.isUnreserved(c));
        };
    }

    /** A quoted string is UTF-8, but nothing in it may turn the direction of the text round it. */
    private static boolean isShown(int c) {
        return c < 0x80 || !(PlainText.unsafe(c) || Character.getType(c) == Character.FORMAT);
    }

    private static boolean isControl(int c) {
        return c < ' ' || c == 0x7F;
    }
}

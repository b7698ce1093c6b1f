package org.sipverify.policy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.sipverify.formats.config.ConfigSection;
import org.sipverify.formats.text.PercentEncoding;

/** The headers that an action adds to the response, in alphabetical order. */
record HeaderTemplates(List<HeaderTemplate> templates) {
    /** Header fields that frame or route a message (RFC 3261 section 7.3 and 20), with the compact forms. */
    private static final Set<String> RESERVED = Set.of(
            "from",
            "f",
            "to",
            "t",
            "call-id",
            "i",
            "cseq",
            "via",
            "v",
            "route",
            "record-route",
            "max-forwards",
            "contact",
            "m",
            "l",
            "c",
            "e");

    /** A name, and the template to fill for each call. */
    record HeaderTemplate(String name, Template value) {}

    /** Headers for one call, and the names of those whose value was rejected. */
    record Filled(List<Field> fields, List<String> refused) {}

    /** Reads the headers block of an action, if it has one. */
    static HeaderTemplates read(ConfigSection action, Target target) {
        var templates = new ArrayList<HeaderTemplate>();
        if (action.has("headers")) {
            var headers = action.section("headers");
            var seen = new HashSet<String>();
            for (var name : headers.keys()) {
                checkName(headers, name);
                if (!seen.add(name.toLowerCase(Locale.ROOT))) {
                    throw headers.mistake(name, "appears twice; header names do not distinguish upper and lower case");
                }
                templates.add(new HeaderTemplate(name, headers.read(name, text -> template(text, target))));
            }
        }
        return new HeaderTemplates(List.copyOf(templates));
    }

    private static void checkName(ConfigSection headers, String name) {
        var lower = name.toLowerCase(Locale.ROOT);
        if (!Grammar.isToken(name)) {
            throw headers.mistake(name, "\"" + name + "\" is not a header name");
        }
        if (RESERVED.contains(lower) || lower.startsWith("content-")) {
            throw headers.mistake(name, "a policy cannot set a header that frames or routes the message");
        }
    }

    private static Template template(String text, Target target) {
        if (Grammar.hasControls(text)) {
            throw new IllegalArgumentException("line breaks and control characters are not allowed in a header");
        }
        return Template.parse(text, target);
    }

    /** Fills the headers; those without a value are left out. */
    Filled fill(CallFacts facts) {
        var fields = new ArrayList<Field>();
        var refused = new ArrayList<String>();
        for (var template : templates) {
            var value = template.value().fill(variable -> variable.of(facts));
            if (Grammar.hasControls(value)) {
                refused.add(template.name());
            } else if (!value.isBlank()) {
                fields.add(new Field(template.name(), PercentEncoding.headerValue(value)));
            }
        }
        return new Filled(fields, refused);
    }
}

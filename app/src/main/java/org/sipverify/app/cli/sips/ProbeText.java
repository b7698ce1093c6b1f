package org.sipverify.app.cli.sips;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** What a probe found out, for people: the answer first, then what led to it. */
record ProbeText(ObjectNode found) {
    List<String> lines() {
        var lines = new ArrayList<String>();
        if (found.has("statusCode")) {
            lines.add(answer(found));
        }
        if (found.has("error")) {
            lines.add(text(found, "error") + ": " + text(found, "advice"));
        }
        for (var one : found.path("provisional")) {
            lines.add("before: " + answer(one));
        }
        for (var one : found.path("media")) {
            lines.add("media: " + text(one, "type") + " to port " + text(one, "port") + ", " + text(one, "protocol")
                    + " " + String.join(" ", texts(one.path("formats"))) + ", " + text(one, "direction"));
        }
        for (var one : found.path("bindings")) {
            lines.add("binding: " + text(one, "contact")
                    + (one.has("expires") ? ", for " + text(one, "expires") + " s" : ""));
        }
        if (found.has("notify")) {
            lines.add("state: " + text(found.path("notify"), "state"));
            found.path("notify")
                    .path("fields")
                    .properties()
                    .forEach(field -> lines.add(
                            "  " + field.getKey() + ": " + field.getValue().asText()));
        }
        for (var end : List.of("unregister", "ending", "unsubscribe")) {
            if (found.has(end)) {
                lines.add(end + ": " + answer(found.path(end)));
            }
        }
        authentication(lines);
        tls(lines);
        return lines;
    }

    private void authentication(List<String> lines) {
        for (var one : found.path("authentication").path("answered")) {
            lines.add("Digest for " + text(one, "realm") + ": " + text(one, "algorithm") + ", qop "
                    + (text(one, "qop").isEmpty() ? "none" : text(one, "qop"))
                    + (one.path("weak").asBoolean() ? " (weak: passwords can be found from it)" : ""));
        }
    }

    private void tls(List<String> lines) {
        var tls = found.path("tls");
        if (tls.has("version")) {
            lines.add(text(tls, "version") + ", " + text(tls, "cipherSuite"));
        }
        for (var one : tls.path("chain")) {
            lines.add("certificate " + text(one, "subject") + " for [" + String.join(", ", texts(one.path("sans")))
                    + "], of " + text(one, "issuer") + ", until " + text(one, "expires") + ", " + text(one, "daysLeft")
                    + " days left");
        }
    }

    private static String answer(JsonNode answer) {
        return text(answer, "statusCode") + " " + text(answer, "statusText") + " after " + text(answer, "rtt") + " ms";
    }

    private static String text(JsonNode node, String name) {
        return node.path(name).asText();
    }

    private static List<String> texts(JsonNode array) {
        var texts = new ArrayList<String>();
        array.forEach(one -> texts.add(one.asText()));
        return texts;
    }
}

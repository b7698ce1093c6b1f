package org.sipverify.policy;

import java.util.List;
import java.util.stream.Stream;
import org.sipverify.formats.config.ConfigSection;

/** What a rule or section does with its calls. */
sealed interface Action {
    List<String> KEYS = List.of("action", "status", "reason-code", "reason-phrase", "destination-template", "headers");

    HeaderTemplates headers();

    Decision decide(CallFacts facts, List<Field> headers);

    /** Redirects the call; one without a number to redirect to is answered 484 (RFC 3261 section 21.4.22). */
    record Redirect(int status, String reasonPhrase, Destination destination, HeaderTemplates headers)
            implements Action {
        @Override
        public Decision decide(CallFacts facts, List<Field> fields) {
            return destination
                    .fill(facts)
                    .<Decision>map(uri -> new Decision.Redirect(status, reasonPhrase, uri, fields))
                    .orElseGet(() -> new Decision.Reject(484, ReasonPhrase.of(484), fields));
        }
    }

    /** Rejects the call. */
    record Reject(int status, String reasonPhrase, HeaderTemplates headers) implements Action {
        @Override
        public Decision decide(CallFacts facts, List<Field> fields) {
            return new Decision.Reject(status, reasonPhrase, fields);
        }
    }

    /** Reads the action of a section in which {@code others} are allowed as well. */
    static Action read(ConfigSection section, Target target, List<String> others) {
        section.onlyKeys(Stream.of(KEYS, others).flatMap(List::stream).toList());
        var action = section.text("action");
        return switch (action) {
            case "redirect" -> redirect(section, target);
            case "reject" -> reject(section, target);
            case "bridge" ->
                throw section.mistake("action", "bridge is not available in this version: use redirect or reject");
            default -> throw section.mistake("action", "must be redirect or reject, not " + action);
        };
    }

    private static Action redirect(ConfigSection section, Target target) {
        without(section, "reason-code", "belongs to reject; the code of a redirect is status");
        int status = section.has("status") ? section.whole("status", 300, 399) : 302;
        return new Redirect(
                status,
                reasonPhrase(section, status),
                section.read("destination-template", text -> Destination.parse(text, target)),
                HeaderTemplates.read(section, target));
    }

    private static Action reject(ConfigSection section, Target target) {
        without(section, "status", "belongs to redirect; the code of a reject is reason-code");
        without(section, "destination-template", "belongs to redirect; a rejected call goes nowhere");
        int code = section.whole("reason-code", 400, 699);
        return new Reject(code, reasonPhrase(section, code), HeaderTemplates.read(section, target));
    }

    private static void without(ConfigSection section, String key, String why) {
        if (section.has(key)) {
            throw section.mistake(key, why);
        }
    }

    private static String reasonPhrase(ConfigSection section, int status) {
        return section.has("reason-phrase")
                ? section.read("reason-phrase", Action::plainText)
                : ReasonPhrase.of(status);
    }

    private static String plainText(String text) {
        if (text.isBlank() || Grammar.hasControls(text)) {
            throw new IllegalArgumentException("must be one line of text");
        }
        if (text.contains("{")) {
            throw new IllegalArgumentException("is plain text; variables work in headers and destination-template");
        }
        return text;
    }
}

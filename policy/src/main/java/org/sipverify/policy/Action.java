package org.sipverify.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.sipverify.formats.config.ConfigSection;
import org.sipverify.policy.sip.Grammar;
import org.sipverify.policy.sip.ReasonPhrase;

/** What a rule or section does with its calls. */
sealed interface Action {
    List<String> KEYS = Stream.concat(
                    Stream.of("action", "status", "reason-code", "reason-phrase", "destination-template", "headers"),
                    BridgeKeys.ALL.stream())
            .toList();

    HeaderTemplates headers();

    Decision decide(CallFacts facts, List<Field> headers);

    /** Where calls are bridged to, as {@link Policy#bridgeTargets} has it; none where they are not. */
    default List<String> targets() {
        return List.of();
    }

    /** The decision on each call while the policy only observes: nothing of the policy is to be seen in it. */
    default Decision observed(CallFacts facts) {
        return decide(facts, List.of());
    }

    /** Redirects the call; one without a number to redirect to is answered 484 (RFC 3261 section 21.4.22). */
    record Redirect(int status, String reasonPhrase, Destination destination, HeaderTemplates headers)
            implements Action {
        @Override
        public Decision decide(CallFacts facts, List<Field> fields) {
            return destination
                    .fill(facts)
                    .<Decision>map(uri -> new Decision.Redirect(status, reasonPhrase, uri, fields))
                    .orElseGet(() -> incomplete(fields));
        }
    }

    /** Rejects the call. */
    record Reject(int status, String reasonPhrase, HeaderTemplates headers) implements Action {
        @Override
        public Decision decide(CallFacts facts, List<Field> fields) {
            return new Decision.Reject(status, reasonPhrase, fields);
        }
    }

    /**
     * Bridges the call; one without a number to call is answered 484, without the headers, which are for the targets.
     *
     * @param destinations where to, in order
     */
    record Bridge(
            List<Destination> destinations,
            HeaderTemplates headers,
            Decision.Passing passing,
            Set<Decision.Presentation> present,
            Decision.FailOver failOver,
            Decision.Transfer transfer)
            implements Action {
        @Override
        public Decision decide(CallFacts facts, List<Field> fields) {
            return decide(facts, fields, present);
        }

        @Override
        public List<String> targets() {
            return destinations.stream().map(Destination::withoutValues).toList();
        }

        @Override
        public Decision observed(CallFacts facts) {
            return decide(facts, List.of(), Set.of());
        }

        private Decision decide(CallFacts facts, List<Field> fields, Set<Decision.Presentation> shown) {
            var uris = new ArrayList<Uri>(destinations.size());
            for (var destination : destinations) {
                destination.fillWithUser(facts).ifPresent(uris::add);
            }
            return uris.isEmpty()
                    ? incomplete(List.of())
                    : new Decision.Bridge(uris, fields, passing, shown, failOver, transfer);
        }
    }

    private static Decision incomplete(List<Field> fields) {
        return new Decision.Reject(484, ReasonPhrase.of(484), fields);
    }

    /** Reads the action of a section in which {@code others} are allowed as well. */
    static Action read(ConfigSection section, Target target, List<String> others) {
        section.onlyKeys(Stream.of(KEYS, others).flatMap(List::stream).toList());
        var action = section.text("action");
        return switch (action) {
            case "redirect" -> redirect(section, target);
            case "reject" -> reject(section, target);
            case "bridge" -> bridge(section, target);
            default -> throw section.mistake("action", "must be redirect, reject or bridge, not " + action);
        };
    }

    private static Action redirect(ConfigSection section, Target target) {
        without(section, "reason-code", "belongs to reject; the code of a redirect is status");
        BridgeKeys.refuse(section);
        if (section.has("destination-template")
                && section.texts("destination-template").size() > 1) {
            throw section.mistake(
                    "destination-template", "must be text, not a list: only bridge tries several targets");
        }
        int status = section.has("status") ? section.whole("status", 300, 399) : 302;
        return new Redirect(
                status,
                reasonPhrase(section, status),
                section.read("destination-template", text -> Destination.parse(text, target)),
                HeaderTemplates.ofResponse(section, target));
    }

    private static Action reject(ConfigSection section, Target target) {
        without(section, "status", "belongs to redirect; the code of a reject is reason-code");
        without(section, "destination-template", "belongs to redirect and bridge; a rejected call goes nowhere");
        BridgeKeys.refuse(section);
        int code = section.whole("reason-code", 400, 699);
        return new Reject(code, reasonPhrase(section, code), HeaderTemplates.ofResponse(section, target));
    }

    private static Action bridge(ConfigSection section, Target target) {
        var why = "; the caller of a bridged call gets the response of the target";
        without(section, "status", "belongs to redirect" + why);
        without(section, "reason-code", "belongs to reject" + why);
        without(section, "reason-phrase", "belongs to redirect and reject" + why);
        var present = BridgeKeys.present(section);
        return new Bridge(
                BridgeKeys.targets(section, target),
                HeaderTemplates.ofInvite(section, target),
                BridgeKeys.passing(section, present),
                present,
                BridgeKeys.failOver(section),
                BridgeKeys.transfer(section));
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

package org.sipverify.policy;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sipverify.formats.config.ConfigSection;
import org.sipverify.formats.number.NumberPattern;
import org.sipverify.formats.text.Spelling;
import org.sipverify.policy.Decision.FailOver;
import org.sipverify.policy.Decision.Passing;
import org.sipverify.policy.Decision.Presentation;
import org.sipverify.policy.Decision.Refer;
import org.sipverify.policy.Decision.Transfer;
import org.sipverify.policy.sip.HeaderNames;

/** Reads the keys that only a section with {@code action = bridge} has. */
final class BridgeKeys {
    private static final int MOST_REDIRECTS = 10;

    static final List<String> ALL = List.of(
            "copy",
            "remove",
            "present",
            "ring-timeout",
            "response-timeout",
            "fail-over-on",
            "follow-redirects",
            "refer",
            "refer-to");

    private static final Duration RING_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration SHORTEST_RING = Duration.ofSeconds(1);
    private static final Duration LONGEST_RING = Duration.ofMinutes(3);

    /** A server that is there sends 100 within 200 ms; in this time an INVITE over UDP is sent four times. */
    private static final Duration RESPONSE_TIMEOUT = Duration.ofSeconds(5);

    private static final Duration SHORTEST_RESPONSE = Duration.ofMillis(500);

    /** The target or the way to it is out of order or busy; others may do better. */
    private static final Set<Integer> FAIL_OVER_ON = Set.of(408, 480, 500, 502, 503, 504);

    private BridgeKeys() {}

    /** Refuses them in the section of another action. */
    static void refuse(ConfigSection section) {
        ALL.stream().filter(section::has).findFirst().ifPresent(key -> {
            throw section.mistake(key, "belongs to bridge; with redirect and reject this server sends no INVITE");
        });
    }

    static List<Destination> targets(ConfigSection section, Target target) {
        var key = "destination-template";
        var targets = section.each(key, text -> Destination.parseTarget(text, target));
        if (targets.isEmpty()) {
            throw section.mistake(key, "the list is empty: name at least one target");
        }
        return targets;
    }

    static Set<Presentation> present(ConfigSection section) {
        var present = EnumSet.noneOf(Presentation.class);
        if (section.has("present")) {
            present.addAll(section.each("present", BridgeKeys::presentation));
        } else {
            present.add(Presentation.X_VVP);
        }
        return present;
    }

    private static Presentation presentation(String text) {
        return Stream.of(Presentation.values())
                .filter(it -> it.text().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(Spelling.unknown(
                        "value \"" + text + "\"",
                        text,
                        Stream.of(Presentation.values()).map(Presentation::text).toList())));
    }

    static Passing passing(ConfigSection section, Set<Presentation> present) {
        var copy = names(section, "copy");
        var remove = names(section, "remove");
        if (present.contains(Presentation.LOGO) && contains(copy, "Call-Info")) {
            throw section.mistake(
                    "copy", "Call-Info holds the logo, as present says, so that of the caller never passes");
        }
        copy.stream().filter(name -> contains(remove, name)).findFirst().ifPresent(name -> {
            throw section.mistake("remove", name + " is in copy too; it can only pass or not pass");
        });
        return new Passing(copy, remove);
    }

    private static List<String> names(ConfigSection section, String key) {
        return section.has(key) ? section.each(key, HeaderNames::passing) : List.of();
    }

    private static boolean contains(List<String> names, String name) {
        return names.stream().anyMatch(name::equalsIgnoreCase);
    }

    static FailOver failOver(ConfigSection section) {
        var ringTimeout = section.has("ring-timeout")
                ? section.duration("ring-timeout", SHORTEST_RING, LONGEST_RING)
                : RING_TIMEOUT;
        return new FailOver(
                ringTimeout,
                section.has("fail-over-on")
                        ? section.each("fail-over-on", BridgeKeys::cause).stream()
                                .collect(Collectors.toSet())
                        : FAIL_OVER_ON,
                section.has("follow-redirects") ? section.whole("follow-redirects", 0, MOST_REDIRECTS) : 0,
                responseTimeout(section, ringTimeout));
    }

    private static Duration responseTimeout(ConfigSection section, Duration ringTimeout) {
        var key = "response-timeout";
        if (!section.has(key)) {
            return ringTimeout.compareTo(RESPONSE_TIMEOUT) < 0 ? ringTimeout : RESPONSE_TIMEOUT;
        }
        var timeout = section.duration(key, SHORTEST_RESPONSE, LONGEST_RING);
        if (timeout.compareTo(ringTimeout) > 0) {
            throw section.mistake(key, "must not be longer than ring-timeout, which counts from the INVITE too");
        }
        return timeout;
    }

    static Transfer transfer(ConfigSection section) {
        var refer = section.has("refer") ? section.choice("refer", Refer.class) : Refer.RELAY;
        if (refer != Refer.HANDLE && section.has("refer-to")) {
            throw section.mistake("refer-to", "belongs to refer = handle; otherwise this server transfers no call");
        }
        if (refer != Refer.HANDLE) {
            return new Transfer(refer, List.of());
        }
        var to = section.has("refer-to") ? section.each("refer-to", NumberPattern::parse) : List.<NumberPattern>of();
        if (to.isEmpty()) {
            throw section.mistake(
                    section.has("refer-to") ? "refer-to" : "refer",
                    "handle needs refer-to: the numbers that a call may be transferred to, such as [\"2*\"]");
        }
        return new Transfer(refer, to);
    }

    private static int cause(String text) {
        if (!text.matches("[0-9]{3}") || !FailOver.isCause(Integer.parseInt(text))) {
            throw new IllegalArgumentException(
                    "must be status codes from 400 to 699, without 401 and 407, which ask for"
                            + " credentials, and 487, which follows a CANCEL; not \"" + text + "\"");
        }
        return Integer.parseInt(text);
    }
}

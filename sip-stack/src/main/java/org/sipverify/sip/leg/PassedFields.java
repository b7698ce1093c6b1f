package org.sipverify.sip.leg;

import static java.util.stream.Collectors.toUnmodifiableSet;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.sipverify.bridge.Content;
import org.sipverify.bridge.Content.Detail;
import org.sipverify.sip.Headers;
import org.sipverify.sip.dialog.OptionTags;

/**
 * Which header fields go from one end to the other. Those that frame or route a message, challenge or authorise, or
 * negotiate what an end can do belong to one leg and never pass.
 */
public final class PassedFields {
    private static final Set<String> BODY = Set.of(
            "content-type",
            "content-disposition",
            "content-encoding",
            "content-language",
            "mime-version",
            "content-id");

    private static final Set<String> ALWAYS = Stream.concat(
                    BODY.stream(),
                    Stream.of(
                            "accept-language",
                            "alert-info",
                            "date",
                            "diversion",
                            "error-info",
                            "event",
                            "geolocation",
                            "geolocation-routing",
                            "history-info",
                            "identity",
                            "in-reply-to",
                            "info-package",
                            "organization",
                            "p-early-media",
                            "priority",
                            "privacy",
                            "reason",
                            "recv-info",
                            "refer-sub",
                            "refer-to",
                            "referred-by",
                            "retry-after",
                            "session-id",
                            "subject",
                            "subscription-state",
                            "target-dialog",
                            "user-to-user",
                            "warning"))
            .collect(toUnmodifiableSet());

    /** What passes in every message but the INVITE that begins the call. */
    public static final PassedFields USUAL = new PassedFields(ALWAYS);

    /** The callee's Contact is what a redirect is about. */
    static final PassedFields OF_REDIRECT = with(List.of("contact"), List.of());

    private final Set<String> names;

    private PassedFields(Set<String> names) {
        this.names = names;
    }

    /**
     * The usual ones, changed.
     *
     * @param copied names of others that pass too
     * @param removed names of those that do not
     */
    public static PassedFields with(Collection<String> copied, Collection<String> removed) {
        if (copied.isEmpty() && removed.isEmpty()) {
            return USUAL;
        }
        var without = lower(removed).collect(toUnmodifiableSet());
        return new PassedFields(Stream.concat(ALWAYS.stream(), lower(copied))
                .filter(name -> !without.contains(name))
                .collect(toUnmodifiableSet()));
    }

    private static Stream<String> lower(Collection<String> names) {
        return names.stream().map(name -> name.strip().toLowerCase(Locale.ROOT));
    }

    /** What passes of a message. */
    public Content of(Headers longNames, byte[] body) {
        var details = new ArrayList<Detail>();
        for (var field : longNames.fields()) {
            if (passes(field.name().toLowerCase(Locale.ROOT), body.length > 0)) {
                details.add(new Detail(field.name(), field.value()));
            }
        }
        return new Content(details, body);
    }

    /** What passes of a callee's answer: that it can be replaced too, because Replaces passes (RFC 3891). */
    static Content ofAnswer(Headers longNames, byte[] body) {
        var usual = USUAL.of(longNames, body);
        return OptionTags.knows(longNames, OptionTags.REPLACES)
                ? usual.and(new Detail("Supported", OptionTags.REPLACES))
                : usual;
    }

    private boolean passes(String name, boolean hasBody) {
        return names.contains(name) && (hasBody || !BODY.contains(name));
    }

    /** The body alone, with what describes it. */
    public static Content describing(Content content) {
        return new Content(
                content.details().stream()
                        .filter(detail -> BODY.contains(detail.name().toLowerCase(Locale.ROOT)))
                        .toList(),
                content.body());
    }

    /** As header fields. */
    static Headers headers(Content content) {
        var fields = new ArrayList<Headers.Header>(content.details().size());
        for (var detail : content.details()) {
            fields.add(new Headers.Header(detail.name(), detail.value()));
        }
        return new Headers(fields);
    }
}

package org.sipverify.policy;

import java.util.Optional;
import java.util.stream.Stream;
import org.sipverify.formats.text.PercentEncoding;

/**
 * Where a redirect or a bridge sends the call: a template that gives a valid URI whatever the caller's values are. They stand in the
 * user part and in parameters only, and what has a meaning in a URI is encoded in them; so what held for the samples when
 * the file was read holds for each call, and is not checked again.
 */
final class Destination {
    /**
     * A number with a +, which no host or port may contain, so that a caller's value there is detected when the file is
     * read.
     */
    private static final String SAMPLE = "+15550100";

    private final Template template;

    private Destination(Template template) {
        this.template = template;
    }

    /** Reads a template and tests it with sample values. */
    static Destination parse(String text, Target target) {
        var template = Template.parse(text, target);
        var unused = Uri.of(Uri.withoutEmptyUser(template.fill((variable, place) -> SAMPLE)));
        var empty = Uri.withoutEmptyUser(template.fill((variable, place) -> ""));
        if (!Uri.isTel(empty)) {
            unused = Uri.of(empty);
        }
        return new Destination(template);
    }

    /** Likewise for a target that this server calls itself. */
    static Destination parseTarget(String text, Target target) {
        var destination = parse(text, target);
        Stream.of(SAMPLE, "")
                .map(sample -> Uri.withoutEmptyUser(destination.template.fill((variable, place) -> sample)))
                .forEach(Uri::refuseUncallable);
        return destination;
    }

    private String filled(CallFacts facts) {
        return template.fill((variable, place) -> PercentEncoding.uriValue(variable.of(facts)));
    }

    /** The URI for this call, if its user part, where the template has one, is not empty. */
    Optional<Uri> fillWithUser(CallFacts facts) {
        var uri = filled(facts);
        return Uri.withoutEmptyUser(uri).equals(uri) ? Optional.of(Uri.made(uri)) : Optional.empty();
    }

    /** The URI for this call; empty when a tel URI would have no number. */
    Optional<Uri> fill(CallFacts facts) {
        var uri = Uri.withoutEmptyUser(filled(facts));
        return Uri.isTel(uri) && !Uri.isTelNumber(uri) ? Optional.empty() : Optional.of(Uri.made(uri));
    }

    /** The URI without the values of any call, which leave host and port alone. */
    String withoutValues() {
        return Uri.withoutEmptyUser(template.fill((variable, place) -> ""));
    }

    @Override
    public String toString() {
        return template.toString();
    }
}

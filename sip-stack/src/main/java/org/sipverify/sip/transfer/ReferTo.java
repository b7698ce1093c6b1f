package org.sipverify.sip.transfer;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sipverify.bridge.Content;
import org.sipverify.bridge.Content.Detail;
import org.sipverify.formats.text.PercentEncoding;
import org.sipverify.sip.client.Addresses;
import org.sipverify.sip.dialog.Dialog;
import org.sipverify.sip.dialog.OptionTags;

/**
 * Where a REFER points to (RFC 3515 section 2.1).
 *
 * @param uri without header fields
 * @param fields those of the URI, encoded as they came: {@code Replaces=...}
 */
record ReferTo(String uri, List<String> fields) {
    private static final String NAME = "Refer-To";

    ReferTo {
        fields = List.copyOf(fields);
    }

    /** That of a REFER; empty if it does not have exactly one. */
    static Optional<ReferTo> of(Content refer) {
        var values = refer.details().stream()
                .filter(ReferTo::isIt)
                .flatMap(detail -> Addresses.list(detail.value()).stream())
                .toList();
        return values.size() == 1 ? parse(Addresses.uri(values.get(0))) : Optional.empty();
    }

    private static boolean isIt(Detail detail) {
        return detail.name().equalsIgnoreCase(NAME);
    }

    private static Optional<ReferTo> parse(String uri) {
        int question = uri.indexOf('?', uri.indexOf('@') + 1);
        var bare = question < 0 ? uri : uri.substring(0, question);
        var fields = question < 0
                ? List.<String>of()
                : List.of(uri.substring(question + 1).split("&"));
        return bare.matches("[A-Za-z][A-Za-z0-9+.-]*:.+") ? Optional.of(new ReferTo(bare, fields)) : Optional.empty();
    }

    /** Which dialog the new call is to replace; empty if none, or if that cannot be read. */
    Optional<Replaces> replaces() {
        return values(Replaces.NAME).findFirst().flatMap(Replaces::parse);
    }

    /** Whether the new call must not begin where it cannot replace that. */
    boolean requiresReplaces() {
        return values("Require").anyMatch(OptionTags.REPLACES::equalsIgnoreCase);
    }

    private Stream<String> values(String name) {
        return fields.stream()
                .map(field -> field.split("=", 2))
                .filter(pair -> pair.length == 2 && pair[0].equalsIgnoreCase(name))
                .flatMap(pair -> PercentEncoding.decode(pair[1]).stream());
    }

    /** The same REFER to the peer of that dialog, which is the one to be replaced. */
    Content towards(Dialog dialog, Content refer) {
        var replaces = Replaces.NAME + "="
                + PercentEncoding.uriValue(Replaces.of(dialog).value());
        var others = fields.stream().filter(field -> !field.regionMatches(true, 0, "Replaces=", 0, 9));
        var value = "<" + bare(dialog) + "?"
                + Stream.concat(Stream.of(replaces), others).collect(Collectors.joining("&")) + ">";
        return new Content(
                refer.details().stream()
                        .map(detail -> isIt(detail) ? new Detail(NAME, value) : detail)
                        .toList(),
                refer.body());
    }

    /** The Contact of the peer, without header fields. */
    static String bare(Dialog dialog) {
        var target = dialog.routing().target();
        int question = target.indexOf('?', target.indexOf('@') + 1);
        return question < 0 ? target : target.substring(0, question);
    }
}

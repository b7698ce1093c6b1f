package org.sipverify.app.call;

import java.util.Set;
import java.util.regex.Pattern;
import org.sipverify.formats.text.PercentEncoding;
import org.sipverify.policy.CallFacts.Outcome;
import org.sipverify.policy.Decision;
import org.sipverify.policy.Decision.Presentation;
import org.sipverify.policy.Uri;
import org.sipverify.sip.Forwarding;
import org.sipverify.sip.Headers;
import org.sipverify.sip.Invite;
import org.sipverify.sip.client.Addresses;
import org.sipverify.verifier.credentials.Passport;

/** Builds the outgoing INVITE of a decision to bridge: where it goes, and what it says of the caller. */
final class ForwardingBuilder {
    private static final Pattern NUMBER = Pattern.compile("\\+[0-9]{1,15}");

    static Forwarding of(Invite invite, Finding finding, Decision.Bridge bridge) {
        var brand = bridge.present().contains(Presentation.BRAND_NAME)
                ? oneLine(finding.verdict().caller().brandName())
                : "";
        return new Forwarding(
                bridge.targets().stream().map(Uri::toString).toList(),
                brand,
                presented(invite, finding, bridge.present(), brand).overriddenBy(ResponseBuilder.of(bridge.headers())),
                new Forwarding.Passing(bridge.passing().copy(), bridge.passing().remove()),
                new Forwarding.Trying(
                        bridge.failOver().ringTimeout(),
                        bridge.failOver().on(),
                        bridge.failOver().redirects(),
                        bridge.failOver().responseTimeout()),
                new Forwarding.Transferring(
                        refer(bridge.transfer().refer()), bridge.transfer().to()));
    }

    private static Forwarding.Refer refer(Decision.Refer decided) {
        return switch (decided) {
            case RELAY -> Forwarding.Refer.RELAY;
            case HANDLE -> Forwarding.Refer.HANDLE;
            case REJECT -> Forwarding.Refer.REJECT;
        };
    }

    private static Headers presented(Invite invite, Finding finding, Set<Presentation> present, String brand) {
        var headers = present.contains(Presentation.X_VVP) ? ResponseBuilder.of(finding) : Headers.NONE;
        if (present.contains(Presentation.VERSTAT)) {
            headers = headers.and(asserted(invite, finding, brand));
        }
        var logo = finding.verdict().caller().brandLogo();
        if (present.contains(Presentation.LOGO) && !logo.isEmpty()) {
            headers = headers.with("Call-Info", "<" + uri(logo) + ">;purpose=icon"); // RFC 9796
        }
        return present.contains(Presentation.ATTESTATION) ? headers.and(attestation(finding)) : headers;
    }

    /** The level that the signer attests, if what it signed is in order. */
    private static Headers attestation(Finding finding) {
        return finding.passport()
                .filter(passport -> finding.outcome() == Outcome.VALID)
                .flatMap(Passport::attestation)
                .map(level -> Headers.NONE.with("P-Attestation-Indicator", level))
                .orElse(Headers.NONE);
    }

    /** ATIS-1000074: what was found goes with the number that it is about. Without a number there is nothing to assert. */
    private static Headers asserted(Invite invite, Finding finding, String brand) {
        var proven = finding.verdict().caller().number();
        var number = proven.isEmpty() ? invite.from().user().split(";", 2)[0] : proven; // a forged verstat stands there
        if (!NUMBER.matcher(number).matches()) {
            return Headers.NONE;
        }
        var name = brand.isEmpty() ? "" : Addresses.quoted(brand) + " ";
        return Headers.NONE.with(
                "P-Asserted-Identity", name + "<tel:" + number + ";verstat=" + verstat(finding.outcome()) + ">");
    }

    /** 3GPP TS 24.229: the values of verstat. */
    private static String verstat(Outcome outcome) {
        return switch (outcome) {
            case VALID -> "TN-Validation-Passed";
            case INVALID, MALFORMED -> "TN-Validation-Failed";
            case WARNING, INDETERMINATE, ERROR, NONE -> "No-TN-Validation";
        };
    }

    /** No bracket or blank that would end the URI. */
    private static String uri(String text) {
        return PercentEncoding.encode(text, c -> c > ' ' && c < 0x7f && "<>\"\\^`{|}".indexOf(c) < 0);
    }

    private static String oneLine(String text) {
        return text.chars().anyMatch(Character::isISOControl) ? "" : text;
    }

    private ForwardingBuilder() {}
}

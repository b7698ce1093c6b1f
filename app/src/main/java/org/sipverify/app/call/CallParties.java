package org.sipverify.app.call;

import java.util.Locale;
import java.util.Optional;
import org.sipverify.formats.number.NumberingPlan;
import org.sipverify.formats.number.TelephoneNumber;
import org.sipverify.sip.Invite;
import org.sipverify.sip.SipAddress;
import org.sipverify.verifier.CallContext;

/**
 * Who calls whom, in the form of the numbers that the verifier, the policy and the records use.
 *
 * @param orig the user part of From, or what a trusted source asserts in its place: {@code +} and digits when it is a
 *     whole telephone number, otherwise as it was
 * @param dest likewise of To
 * @param ruri likewise of the Request-URI; of a URN, such as urn:service:sos, the whole in small letters
 * @param origLocal whether From is a number of some private plan, whose digits mean something else elsewhere
 * @param destLocal likewise To
 * @param caller the named caller that the INVITE is from
 */
public record CallParties(
        String orig, String dest, String ruri, boolean origLocal, boolean destLocal, NamedCaller caller) {
    /** Stands for a number that no signed one can match; modelled on the anonymous URI of RFC 3323 section 4.1.1.3. */
    private static final String UNMATCHABLE = "sip:local.invalid";

    private static final String URN = "urn:";

    /** Reads From, To and the Request-URI. */
    public static CallParties of(Invite invite, NumberRules rules) {
        var caller = rules.callers().of(invite);
        var plan = rules.planOf(caller);
        var from = user(invite, "From", "f", invite.from());
        var to = user(invite, "To", "t", invite.to());
        var orig = TelephoneNumber.canonical(from, plan);
        var asserted = plan.isWhole(orig) ? Optional.<String>empty() : rules.asserted(invite, caller);
        return new CallParties(
                asserted.orElse(orig),
                TelephoneNumber.canonical(to, plan),
                ruri(invite.requestUri(), plan),
                asserted.isEmpty() && TelephoneNumber.isLocal(from, plan),
                TelephoneNumber.isLocal(to, plan),
                caller);
    }

    /** Schemes, and the names of services (RFC 5031 section 3), have no case. */
    private static String ruri(String uri, NumberingPlan plan) {
        return uri.regionMatches(true, 0, URN, 0, URN.length())
                ? uri.toLowerCase(Locale.ROOT)
                : TelephoneNumber.canonical(AddressField.user(uri), plan);
    }

    /** The user part with its phone-context, which the parser of tel URIs leaves away, and which may stand after the host. */
    private static String user(Invite invite, String name, String compact, SipAddress address) {
        var field = invite.headers().first(name).or(() -> invite.headers().first(compact));
        var parameters = field.map(AddressField::uriParameters).orElse("");
        return TelephoneNumber.hasContext(parameters) ? address.user() + parameters : address.user();
    }

    CallContext context(Invite invite) {
        return new CallContext(
                invite.callId(),
                invite.cseq(),
                new CallContext.Caller(origLocal ? UNMATCHABLE : callerUri(invite), origLocal ? "" : orig),
                new CallContext.Callee(destLocal ? UNMATCHABLE : calleeUri(invite), destLocal ? "" : dest),
                invite.receivedAt());
    }

    public String callerUri(Invite invite) {
        return uri(orig, invite.from());
    }

    public String calleeUri(Invite invite) {
        return uri(dest, invite.to());
    }

    /** A bare URI: no display name and no parameters, which verifiers read numbers out of. */
    private static String uri(String number, SipAddress address) {
        var user = isNumber(number) ? number : address.user();
        var host = address.host();
        return "sip:" + user + (user.isEmpty() || host.isEmpty() ? "" : "@") + host;
    }

    /** The address the INVITE came from, as {@link #source(Invite.Arrival)}. */
    public static String source(Invite invite) {
        return source(invite.arrival());
    }

    /** The address that something came from, without the zone that an IPv6 one may carry. */
    public static String source(Invite.Arrival arrival) {
        var address = arrival.source().getAddress().getHostAddress();
        var zone = address.indexOf('%');
        return zone < 0 ? address : address.substring(0, zone);
    }

    public static boolean isNumber(String text) {
        return text.startsWith("+");
    }
}

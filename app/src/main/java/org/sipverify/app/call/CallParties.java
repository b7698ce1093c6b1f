package org.sipverify.app.call;

import org.sipverify.formats.number.NumberingPlan;
import org.sipverify.formats.number.TelephoneNumber;
import org.sipverify.sip.Invite;
import org.sipverify.sip.SipAddress;
import org.sipverify.verifier.CallContext;

/**
 * Who calls whom, in the form of the numbers that the verifier, the policy and the records use.
 *
 * @param orig the user part of From: {@code +} and digits when it is a telephone number, otherwise as it was
 * @param dest likewise of To
 * @param origLocal whether From is a number of some private plan, whose digits mean something else elsewhere
 * @param destLocal likewise To
 */
public record CallParties(String orig, String dest, boolean origLocal, boolean destLocal) {
    /** Stands for a number that no signed one can match; modelled on the anonymous URI of RFC 3323 section 4.1.1.3. */
    private static final String UNMATCHABLE = "sip:local.invalid";

    /** Reads From and To; the plan completes numbers without {@code +}. */
    public static CallParties of(Invite invite, NumberingPlan plan) {
        var caller = user(invite, "From", "f", invite.from());
        var callee = user(invite, "To", "t", invite.to());
        return new CallParties(
                TelephoneNumber.canonical(caller, plan),
                TelephoneNumber.canonical(callee, plan),
                TelephoneNumber.isLocal(caller, plan),
                TelephoneNumber.isLocal(callee, plan));
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

    /** The address the INVITE came from, without the zone that an IPv6 one may carry. */
    public static String source(Invite invite) {
        var address = invite.source().getAddress().getHostAddress();
        var zone = address.indexOf('%');
        return zone < 0 ? address : address.substring(0, zone);
    }

    public static boolean isNumber(String text) {
        return text.startsWith("+");
    }
}

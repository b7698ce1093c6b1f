package org.sipverify.app;

import org.sipverify.sip.Invite;
import org.sipverify.sip.SipAddress;
import org.sipverify.verifier.CallContext;
import org.sipverify.verifier.text.TelephoneNumber;

/**
 * Who calls whom, in the numbers that the verifier, the policy and the records go by.
 *
 * @param orig the user part of From: {@code +} and digits when it is a telephone number, otherwise as it was
 * @param dest likewise of To
 */
record Parties(String orig, String dest) {
    /**
     * Reads From and To.
     *
     * @param countryCode digits that complete national numbers; empty to leave those as they are
     */
    static Parties of(Invite invite, String countryCode) {
        return new Parties(
                TelephoneNumber.canonical(invite.from().user(), countryCode),
                TelephoneNumber.canonical(invite.to().user(), countryCode));
    }

    CallContext context(Invite invite) {
        return new CallContext(
                invite.callId(),
                invite.cseq(),
                uri(orig, invite.from()),
                uri(dest, invite.to()),
                orig,
                dest,
                invite.receivedAt());
    }

    String callerUri(Invite invite) {
        return uri(orig, invite.from());
    }

    String calleeUri(Invite invite) {
        return uri(dest, invite.to());
    }

    /** A bare URI: no display name and no parameters, which verifiers read numbers out of. */
    private static String uri(String number, SipAddress address) {
        var user = isNumber(number) ? number : address.user();
        var host = address.host();
        return "sip:" + user + (user.isEmpty() || host.isEmpty() ? "" : "@") + host;
    }

    /** The address the INVITE came from, without the zone that an IPv6 one may carry. */
    static String source(Invite invite) {
        var address = invite.source().getAddress().getHostAddress();
        var zone = address.indexOf('%');
        return zone < 0 ? address : address.substring(0, zone);
    }

    static boolean isNumber(String text) {
        return text.startsWith("+");
    }
}

package org.sipverify.sip.leg;

import java.security.SecureRandom;
import java.util.HexFormat;
import org.sipverify.sip.SessionConfig;
import org.sipverify.sip.client.Flow;
import org.sipverify.sip.client.OwnContact;
import org.sipverify.sip.client.RequestSender;
import org.sipverify.sip.client.Timing;
import org.sipverify.sip.transport.LaneTimer;

/**
 * What the legs of all calls share.
 *
 * @param node names this server in the Contact of its dialogs, so that who balances load can tell whose they are
 */
public record LegParts(
        RequestSender sender, LegTable table, LaneTimer timer, Timing timing, SessionConfig sessions, String node) {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String CONTACT_USER = "bridge";

    /** The name of a server, which it has until it ends. */
    public static String newNode() {
        return HexFormat.of().toHexDigits(RANDOM.nextInt());
    }

    /** A token that cannot be guessed (RFC 3261 section 19.3). */
    static String token() {
        var octets = new byte[8];
        RANDOM.nextBytes(octets);
        return HexFormat.of().formatHex(octets);
    }

    /** A Call-ID in the lane of another: so what concerns the two is handled one after the other. */
    String callIdBeside(String other) {
        var callId = token();
        while (!timer.isSameLane(callId, other)) {
            callId = token();
        }
        return callId;
    }

    OwnContact contact() {
        return new OwnContact(CONTACT_USER, ";node=" + node);
    }

    /** The value of Contact in a response over that flow. */
    String contact(Flow flow, boolean secure) {
        return contact().over(flow, secure);
    }
}

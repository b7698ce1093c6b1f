package org.sipverify.sip.stack;

import java.net.InetSocketAddress;
import org.sipverify.sip.CompactNames;
import org.sipverify.sip.Invite;
import org.sipverify.sip.client.Addresses;
import org.sipverify.sip.transport.SentBy;

/** The From of an outgoing INVITE: who calls, at this server, so that the callee learns nothing of the caller's network. */
final class CallerAddress {
    /**
     * The value of From without a tag.
     *
     * @param displayName empty for the one that the caller gave
     * @param local the address of this server that the call arrived at
     */
    static String of(Invite invite, String displayName, InetSocketAddress local) {
        var from = CompactNames.expanded(invite.headers()).first("From").orElse("");
        var host = SentBy.host(local.getAddress());
        var user = user(Addresses.uri(from));
        var name = displayName.isEmpty() ? displayName(from) : Addresses.quoted(displayName) + " ";
        return name + "<sip:" + (user.isEmpty() ? "" : user + "@") + host + ">";
    }

    /** As it was written, with the blank behind it; empty where there is none. */
    private static String displayName(String from) {
        var address = Addresses.withoutTag(from);
        int bracket = address.lastIndexOf('<');
        return bracket <= 0 ? "" : address.substring(0, bracket).strip() + " ";
    }

    /**
     * The user part or the number of a tel URI. Without a password, and without parameters: verstat among them would be a
     * verdict that the caller gives itself.
     */
    private static String user(String uri) {
        var rest = uri.substring(uri.indexOf(':') + 1);
        if (uri.regionMatches(true, 0, "tel:", 0, 4)) {
            return rest.split(";", 2)[0];
        }
        int at = rest.lastIndexOf('@');
        return at < 0 ? "" : rest.substring(0, at).split(";", 2)[0].split(":", 2)[0];
    }

    private CallerAddress() {}
}

package org.sipverify.sip.client;

import org.sipverify.formats.text.PlainText;
import org.sipverify.sip.UriText;

/**
 * The Contact of this server, whose host is known when the way to the peer is.
 *
 * @param user the user part
 * @param parameters of the URI, each behind a semicolon; empty for none
 */
public record OwnContact(String user, String parameters) {
    /** Rejects what is not part of a URI. */
    public OwnContact {
        var both = user + parameters;
        if (!UriText.is(both) || both.indexOf('@') >= 0 || both.indexOf('?') >= 0) {
            throw new IllegalArgumentException("not a user and parameters: " + PlainText.onOneLine(both));
        }
    }

    /** The value of the field. */
    public String over(Flow flow, boolean secure) {
        var transport =
                switch (flow.transport()) {
                    case UDP -> "";
                    case TCP -> ";transport=tcp";
                    case TLS -> secure ? "" : ";transport=tls";
                };
        return "<" + (secure ? "sips" : "sip") + ":" + user + "@" + flow.sentBy() + transport + parameters + ">";
    }
}

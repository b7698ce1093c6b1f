package org.sipverify.vcon.content;

import java.util.Set;

/**
 * What goes into a vCon.
 *
 * @param server this server's name, which is also its host in {@code sip:}
 * @param organization whose server it is
 * @param purposes the attachments wanted
 * @param headers fields that traces and sip-headers show besides the usual; names as in messages
 */
public record ContentConfig(String server, String organization, Set<Purpose> purposes, Set<String> headers) {
    public ContentConfig {
        purposes = Set.copyOf(purposes);
        headers = Set.copyOf(headers);
    }
}

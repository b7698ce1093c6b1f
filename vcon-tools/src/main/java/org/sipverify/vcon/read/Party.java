package org.sipverify.vcon.read;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.regex.Pattern;

/** Someone in a call; what the vCon does not say is empty. */
public record Party(
        String tel, String sip, String name, String displayName, String userAgent, String type, String org) {
    private static final Pattern USER = Pattern.compile("(?i)(?:sips?|tel):([^@;?]+)(?:@.*|[;?].*)?");

    static Party of(JsonNode party) {
        return new Party(
                party.path("tel").asText(""),
                party.path("sip").asText(""),
                party.path("name").asText(""),
                party.path("sip_display_name").asText(""),
                party.path("sip_user_agent").asText(""),
                party.path("type").asText(""),
                party.path("org").asText(""));
    }

    /** The number, or the user of the SIP URI, or else the whole URI; empty when nothing is known. */
    public String number() {
        if (!tel.isEmpty()) {
            return tel.regionMatches(true, 0, "tel:", 0, 4) ? tel.substring(4) : tel;
        }
        var user = USER.matcher(sip);
        return user.matches() && sip.contains("@") ? user.group(1) : sip;
    }

    /** What to call them in a line. */
    public String label() {
        if (isServer() && !org.isEmpty()) {
            return org;
        }
        if (!number().isEmpty()) {
            return number();
        }
        return name.isEmpty() ? "unknown" : name;
    }

    /** The name they are known by, or the one they claim. */
    public String shownName() {
        return name.isEmpty() ? displayName : name;
    }

    /** Host of the SIP URI; empty when there is none. */
    public String host() {
        var from = sip.indexOf('@') + 1;
        var text = from == 0 ? sip.substring(sip.indexOf(':') + 1) : sip.substring(from);
        return text.split("[;?]", 2)[0];
    }

    /** The house that wrote the vCon is the party that is an organisation. */
    public boolean isServer() {
        return type.equals("organization");
    }
}

package org.sipverify.vcon.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What a conserver answers 422 to although the draft allows it: a tel with its scheme, or of under five characters. */
final class ConserverQuirks {
    private static final int SHORTEST_TEL = 5;
    private static final String SCHEME = "tel:";

    private ConserverQuirks() {}

    /** True when something was changed. */
    static boolean avoid(ObjectNode vcon) {
        boolean changed = false;
        for (JsonNode party : vcon.path("parties")) {
            if (party instanceof ObjectNode object && object.has("tel")) {
                changed |= mended(object, object.path("tel").asText());
            }
        }
        return changed;
    }

    private static boolean mended(ObjectNode party, String tel) {
        var number = tel.startsWith(SCHEME) ? tel.substring(SCHEME.length()) : tel;
        if (number.length() < SHORTEST_TEL) {
            party.remove("tel");
            return true;
        }
        party.put("tel", number);
        return !number.equals(tel);
    }
}

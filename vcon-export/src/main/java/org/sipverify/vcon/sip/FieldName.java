package org.sipverify.vcon.sip;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** The names of header fields as the RFCs write them, and their compact forms. */
final class FieldName {
    private static final Map<String, String> CANONICAL = canonical();

    /** The name as the RFCs write it; an unknown one as it came. */
    static String canonical(String name) {
        var known = CANONICAL.get(name);
        return known != null ? known : CANONICAL.getOrDefault(name.toLowerCase(Locale.ROOT), name);
    }

    private static Map<String, String> canonical() {
        var names = new HashMap<String, String>();
        for (var name : """
                Allow Call-ID Contact Content-Encoding Content-Length Content-Transfer-Encoding Content-Type CSeq Date \
                Diversion From Geolocation History-Info Identity Max-Forwards P-Asserted-Identity P-VVP-Identity \
                P-VVP-Passport Reason Record-Route Refer-To Referred-By Replaces Require Retry-After Route Server \
                Session-Expires Session-ID Subject Supported To User-Agent Via Warning X-VVP-Brand-Logo \
                X-VVP-Brand-Name X-VVP-Caller-ID X-VVP-Error X-VVP-Status X-VVP-Warning-Reason""".split(" +", -1)) {
            names.put(name, name);
            names.put(name.toLowerCase(Locale.ROOT), name);
        }
        var compact = "i Call-ID m Contact e Content-Encoding l Content-Length c Content-Type f From y Identity"
                + " r Refer-To b Referred-By x Session-Expires s Subject k Supported t To v Via";
        var words = compact.split(" ", -1);
        for (var i = 0; i < words.length; i += 2) {
            names.put(words[i], words[i + 1]);
        }
        return Map.copyOf(names);
    }

    private FieldName() {}
}

package org.sipverify.vcon.content;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.sipverify.vcon.sip.Field;
import org.sipverify.vcon.sip.SipText;

/** The header fields that traces and sip-headers may show. What is not known to be harmless stays out. */
final class KeptHeaders {
    private static final String USUAL = """
            From To Call-ID CSeq Via Contact Route Record-Route Max-Forwards User-Agent Server Allow Supported Require \
            Reason Warning Retry-After Session-ID Session-Expires Refer-To Referred-By Replaces Diversion History-Info \
            Date Content-Type""";

    private final Set<String> names = new HashSet<>();

    KeptHeaders(Set<String> more) {
        for (var name : USUAL.split(" +", -1)) {
            names.add(name.toLowerCase(Locale.ROOT));
        }
        more.forEach(name -> names.add(name.toLowerCase(Locale.ROOT)));
    }

    /** Name to value, or to a list of values where the field is repeated. */
    ObjectNode of(SipText message) {
        var kept = JsonNodeFactory.instance.objectNode();
        for (var field : message.fields()) {
            if (isKept(field.name())) {
                add(kept, field);
            }
        }
        return kept;
    }

    private boolean isKept(String name) {
        var lower = name.toLowerCase(Locale.ROOT);
        return names.contains(lower) || (lower.startsWith("x-vvp-") && !lower.endsWith("api-key"));
    }

    private static void add(ObjectNode kept, Field field) {
        var before = kept.get(field.name());
        if (before == null) {
            kept.put(field.name(), field.value());
        } else if (before instanceof ArrayNode values) {
            values.add(field.value());
        } else {
            kept.putArray(field.name()).add(before).add(field.value());
        }
    }
}

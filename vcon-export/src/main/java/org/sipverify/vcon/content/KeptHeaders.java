package org.sipverify.vcon.content;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.sipverify.vcon.sip.SipText;

/** The header fields that traces and sip-headers may show. What is not known to be harmless stays out. */
final class KeptHeaders {
    private static final String USUAL = """
            From To Call-ID CSeq Via Contact Route Record-Route Max-Forwards User-Agent Server Allow Supported Require \
            Reason Warning Retry-After Session-ID Session-Expires Refer-To Referred-By Replaces Diversion History-Info \
            Date Content-Type""";

    private static final int LONGEST_NAME = 64;

    private final Set<String> names = new HashSet<>();

    /** As messages mostly write them: for these no letter has to be looked at. */
    private final Set<String> usual = Set.of(USUAL.split(" +", -1));

    KeptHeaders(Set<String> more) {
        for (var name : usual) {
            names.add(name.toLowerCase(Locale.ROOT));
        }
        more.forEach(name -> names.add(name.toLowerCase(Locale.ROOT)));
    }

    /**
     * Name to value, or to a list of values where the field is repeated.
     *
     * @param masked takes what looks like a credential out of a value: unfolded it may say more than on the wire
     */
    ObjectNode of(SipText message, UnaryOperator<String> masked) {
        var kept = JsonNodeFactory.instance.objectNode();
        for (var field : message.fields()) {
            if (usual.contains(field.name()) || isKept(field.name())) {
                add(kept, field.name(), masked.apply(field.value()));
            }
        }
        return kept;
    }

    /** A name that is not a token (RFC 3261 section 25.1) or has no end is left out: no reader looks for it. */
    private boolean isKept(String name) {
        if (name.length() > LONGEST_NAME || !isToken(name, name.length())) {
            return false;
        }
        var lower = name.toLowerCase(Locale.ROOT);
        return names.contains(lower) || (lower.startsWith("x-vvp-") && !lower.endsWith("api-key"));
    }

    /** Whether a text begins with so many characters of a token. */
    static boolean isToken(String text, int length) {
        for (var at = 0; at < length; at++) {
            if (!isOfToken(text.charAt(at))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isOfToken(int c) {
        return c > ' ' && c < 0x7f && "\"(),/:;<=>?@[\\]{}".indexOf(c) < 0;
    }

    private static void add(ObjectNode kept, String name, String value) {
        var before = kept.get(name);
        if (before == null) {
            kept.put(name, value);
        } else if (before instanceof ArrayNode values) {
            values.add(value);
        } else {
            kept.putArray(name).add(before).add(value);
        }
    }
}

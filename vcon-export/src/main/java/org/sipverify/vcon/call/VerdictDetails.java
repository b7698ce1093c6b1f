package org.sipverify.vcon.call;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;

/**
 * What the verifier says about its verdict, in its own JSON.
 *
 * @param claims its tree of claims; missing when there is none
 * @param errors its list of errors; missing when there is none
 * @param leftOut what of them is not here, in words; empty when nothing is
 * @param size about how many bytes of memory they take; never less than a tenth of it
 */
public record VerdictDetails(JsonNode claims, JsonNode errors, String leftOut, int size) {
    /** The verifier says nothing. */
    public static final VerdictDetails NONE = leftOut("");

    /** A tree larger than that counts as this large, so that a call does not wait for the whole of it to be counted. */
    private static final int MOST = 256 * 1024;

    private static final int NODE = 200;

    /** These; an empty list or object counts as missing. */
    public static VerdictDetails of(JsonNode claims, JsonNode errors, String leftOut) {
        int size = size(claims, MOST);
        return new VerdictDetails(present(claims), present(errors), leftOut, size + size(errors, MOST - size));
    }

    /** None, and why. */
    public static VerdictDetails leftOut(String why) {
        return of(MissingNode.getInstance(), MissingNode.getInstance(), why);
    }

    /** Whether the verifier said nothing, or nothing of it is here. */
    public boolean isEmpty() {
        return claims.isMissingNode() && errors.isMissingNode();
    }

    private static JsonNode present(JsonNode node) {
        return node.isContainerNode() && !node.isEmpty() ? node : MissingNode.getInstance();
    }

    private static int size(JsonNode node, int most) {
        int size = node.isTextual() ? NODE + 2 * Math.min(most, node.textValue().length()) : NODE;
        var children = node.iterator();
        while (size < most && children.hasNext()) {
            size += size(children.next(), most - size);
        }
        return Math.min(size, most);
    }
}

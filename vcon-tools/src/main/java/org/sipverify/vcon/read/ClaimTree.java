package org.sipverify.vcon.read;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * The claims of a VVP verifier in lines for people: a claim with its status, below it its reasons and evidence, and
 * further in the claims it depends on. JSON of any other shape is shown as what it is.
 */
final class ClaimTree {
    private static final String INDENT = "  ";

    /** More lines help nobody; a hostile file may hold a million claims. */
    private static final int MOST = 1_000;

    private final List<String> lines = new ArrayList<>();

    private ClaimTree() {}

    static List<String> lines(JsonNode claims) {
        var tree = new ClaimTree();
        if (claims.isArray()) {
            claims.forEach(claim -> tree.add(claim, ""));
        } else {
            tree.add(claims, "");
        }
        return List.copyOf(tree.lines);
    }

    private void add(JsonNode claim, String indent) {
        var node = claim.has("node") ? claim.path("node") : claim;
        if (lines.size() >= MOST) {
            return;
        }
        if (!node.path("name").isTextual()) {
            JsonText.lines(claim).forEach(line -> lines.add(indent + line));
            return;
        }
        boolean optional =
                claim.path("required").isBoolean() && !claim.path("required").asBoolean();
        var status = node.path("status").asText("");
        lines.add(indent
                + node.path("name").asText("")
                + (status.isEmpty() ? "" : " " + status)
                + (optional ? " (optional)" : ""));
        var further = indent + INDENT;
        JsonText.lines(node.path("reasons")).forEach(reason -> lines.add(further + "because " + reason));
        JsonText.lines(node.path("evidence")).forEach(evidence -> lines.add(further + "evidence " + evidence));
        node.path("children").forEach(child -> add(child, further));
    }
}

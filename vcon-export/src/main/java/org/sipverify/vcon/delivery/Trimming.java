package org.sipverify.vcon.delivery;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Leaves details of a vCon out. An attachment's place in the list is how others refer to it, so it keeps its place and
 * what it was for, and loses what it held.
 */
final class Trimming {
    private static final Set<String> ESSENTIAL = Set.of("sip-invite", "sip-response");
    private static final List<String> CONTENTS =
            List.of("body", "encoding", "mediatype", "filename", "url", "content_hash");

    private Trimming() {}

    static void dropTraces(ObjectNode vcon) {
        drop(vcon, "sip-message-trace"::equals);
    }

    static void dropAllButTheEssential(ObjectNode vcon) {
        drop(vcon, purpose -> !ESSENTIAL.contains(purpose));
    }

    private static void drop(ObjectNode vcon, Predicate<String> purpose) {
        for (var attachment : vcon.path("attachments")) {
            if (attachment instanceof ObjectNode object
                    && purpose.test(object.path("purpose").asText())) {
                object.remove(CONTENTS);
            }
        }
    }
}

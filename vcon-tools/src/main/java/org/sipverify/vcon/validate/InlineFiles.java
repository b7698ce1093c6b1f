package org.sipverify.vcon.validate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Everything in a vCon that can carry a file: dialogs, analyses, attachments. */
final class InlineFiles {
    private InlineFiles() {}

    interface Visit {
        void file(JsonNode file, String at);
    }

    static void each(ObjectNode vcon, Visit visit) {
        for (var list : List.of("dialog", "analysis", "attachments")) {
            var files = vcon.path(list);
            for (var i = 0; files.isArray() && i < files.size(); i++) {
                visit.file(files.path(i), Pointer.to("/" + list, i));
            }
        }
    }
}

package org.sipverify.vcon.journal;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** Which file each call without a vCon began in. Guarded by the journal's lock. */
final class BegunCalls {
    private final Map<UUID, Segment> files = new HashMap<>();

    /** The call can be read from that file on; one that it began in before is not needed for it. */
    void in(Segment segment, UUID uuid) {
        forget(uuid);
        segment.undone.add(uuid);
        files.put(uuid, segment);
    }

    void forget(UUID uuid) {
        var segment = files.remove(uuid);
        if (segment != null) {
            segment.undone.remove(uuid);
        }
    }

    boolean has(UUID uuid) {
        return files.containsKey(uuid);
    }

    int size() {
        return files.size();
    }
}

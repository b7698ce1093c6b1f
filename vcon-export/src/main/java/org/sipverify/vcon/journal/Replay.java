package org.sipverify.vcon.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.sipverify.vcon.call.Recording;

/** Makes recordings of journal entries again. */
final class Replay {
    /**
     * Where to look for which calls.
     *
     * @param files the one the calls began in, and those behind it
     */
    record Part(List<Path> files, Set<UUID> wanted) {}

    private final Part part;
    private final Map<UUID, Recording> calls = new LinkedHashMap<>();

    private Replay(Part part) {
        this.part = part;
    }

    static List<Recording> of(List<Part> parts) throws IOException {
        var recordings = new ArrayList<Recording>();
        for (var part : parts) {
            recordings.addAll(new Replay(part).recordings());
        }
        return recordings;
    }

    /** Reads on into the files behind as long as a call has no end: most have theirs in the next. */
    private List<Recording> recordings() throws IOException {
        var unused = Frames.read(part.files().get(0), this::take); // torn entries were counted when it was first read
        for (var file : part.files().subList(1, part.files().size())) {
            if (calls.values().stream().allMatch(call -> call.end().isPresent())) {
                break;
            }
            unused = Frames.read(file, this::take);
        }
        return List.copyOf(calls.values());
    }

    private void take(Entry entry) {
        if (entry.begins()) {
            if (part.wanted().contains(entry.uuid())) {
                calls.put(entry.uuid(), entry.begun());
            }
            return;
        }
        var call = calls.get(entry.uuid());
        if (call != null) {
            entry.tell(call);
        }
    }
}

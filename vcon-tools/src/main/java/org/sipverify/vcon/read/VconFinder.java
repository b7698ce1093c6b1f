package org.sipverify.vcon.read;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sipverify.vcon.form.MalformedVconException;
import org.sipverify.vcon.form.VconReader;

/**
 * Finds vCons in a directory.
 *
 * @param uuid how the uuid begins
 * @param callId of any leg
 */
public record VconFinder(Optional<String> uuid, Optional<String> callId) {

    /** All that match, at any depth. A file that cannot be read does not match. */
    public List<Path> find(Path directory) throws IOException {
        var found = new ArrayList<Path>();
        VconFiles.visit(directory, Filter.ALL::wants, new VconFiles.Visitor() {
            @Override
            public void file(Path file) throws IOException {
                if (matches(file)) {
                    found.add(file);
                }
            }

            @Override
            public void unreadable(Path file, IOException problem) {}
        });
        return found;
    }

    /** This server names its files by their uuid, so only a search by Call-ID has to open them. */
    private boolean matches(Path file) throws IOException {
        if (uuid.filter(String.valueOf(file.getFileName())::startsWith).isPresent()) {
            return true;
        }
        try {
            var summary = Summary.of(VconReader.read(file), "");
            return uuid.map(summary.uuid()::startsWith).orElse(true)
                    && callId.map(summary.callIds()::contains).orElse(true);
        } catch (MalformedVconException | FileSystemException e) {
            return false;
        }
    }
}

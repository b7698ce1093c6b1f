package org.sipverify.vcon.delivery;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import org.sipverify.vcon.form.MalformedVconException;
import org.sipverify.vcon.form.StrictJson;

/**
 * What became of each vCon at each endpoint, in files beside the store: {@code .ack/ENDPOINT/2026/11/20/UUID} when the
 * endpoint has it, {@code .quarantine/ENDPOINT/2026/11/20/UUID.response.json} when it refused it. The directories below
 * the endpoint's are those of the store.
 */
public final class DeliveryRecords {
    private static final Pattern STORED =
            Pattern.compile("([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\\.vcon(\\.gz)?");
    private static final List<String> AREAS = List.of(".ack", ".quarantine");
    private static final String TRIED = ".tried";
    private static final List<String> ENDINGS = List.of("", TRIED, ".tmp", ".vcon.json", ".response.json");

    private final Path store;

    /** Keeps records of the vCons below this directory. */
    public DeliveryRecords(Path store) {
        this.store = store;
    }

    /** How far a vCon has come at an endpoint. */
    public enum State {
        UNDELIVERED,
        DELIVERED,
        QUARANTINED
    }

    /** The uuid of a file of the store; empty when it is none, such as a file that is still being written. */
    public static Optional<UUID> uuid(Path file) {
        var name = STORED.matcher(file.getFileName().toString());
        return name.matches() ? Optional.of(UUID.fromString(name.group(1))) : Optional.empty();
    }

    /** How far a file of the store has come. */
    public State state(String endpoint, Path file) {
        if (isWritten(at(".ack", endpoint, file, ""))) {
            return State.DELIVERED;
        }
        return isWritten(at(".quarantine", endpoint, file, ".response.json")) ? State.QUARANTINED : State.UNDELIVERED;
    }

    /**
     * Removes everything kept about a file of the store at every endpoint. When the file itself stays it is delivered
     * again, as soon as the server searches its store.
     *
     * @return how many endpoints had taken or refused it
     */
    public int erase(Path file) throws IOException {
        int erased = 0;
        for (var endpoint : endpoints()) {
            erased += erase(endpoint, file) ? 1 : 0;
        }
        return erased;
    }

    /** The same at one endpoint; whether it had taken or refused it. */
    public boolean erase(String endpoint, Path file) throws IOException {
        var erased = false;
        for (var area : AREAS) {
            for (var ending : ENDINGS) {
                var gone = Files.deleteIfExists(at(area, endpoint, file, ending));
                erased |= gone && !ending.equals(TRIED);
            }
        }
        return erased;
    }

    /** Endpoints that something was sent to, also those that the configuration has no longer. */
    public Set<String> endpoints() throws IOException {
        var names = new TreeSet<String>();
        for (var area : AREAS) {
            try (var all = Files.list(store.resolve(area))) {
                all.forEach(directory -> names.add(directory.getFileName().toString()));
            } catch (NoSuchFileException none) {
                // Nothing was taken yet, or nothing refused.
            }
        }
        return names;
    }

    /** Notes that these bytes are about to be sent. True when that was tried before and its end is not known. */
    boolean begin(String endpoint, Path file, String digest) throws IOException {
        var tried = at(".ack", endpoint, file, TRIED);
        if (digest.equals(triedDigest(tried))) {
            return true;
        }
        write(tried, StrictJson.bytes(StrictJson.object().put("digest", digest)));
        eraseIfRemoved(endpoint, file);
        return false;
    }

    private static String triedDigest(Path tried) throws IOException {
        try {
            return StrictJson.object(Files.readAllBytes(tried)).path("digest").asText();
        } catch (NoSuchFileException | MalformedVconException none) {
            return "";
        }
    }

    /** The endpoint said that it did not take it. */
    void undo(String endpoint, Path file) throws IOException {
        Files.deleteIfExists(at(".ack", endpoint, file, TRIED));
    }

    void acknowledge(String endpoint, Path file, ObjectNode receipt) throws IOException {
        replace(at(".ack", endpoint, file, TRIED), at(".ack", endpoint, file, ""), StrictJson.bytes(receipt));
        eraseIfRemoved(endpoint, file);
    }

    /** The vCon as it was sent is written first: the answer beside it is what counts. */
    void quarantine(String endpoint, Path file, byte[] sent, ObjectNode answer) throws IOException {
        var draft = at(".quarantine", endpoint, file, ".tmp");
        if (sent.length > 0) {
            replace(draft, at(".quarantine", endpoint, file, ".vcon.json"), sent);
        }
        replace(draft, at(".quarantine", endpoint, file, ".response.json"), StrictJson.bytes(answer));
        undo(endpoint, file);
        eraseIfRemoved(endpoint, file);
    }

    /**
     * The file may go while it is being sent. Who removes it erases what is kept about it afterwards, and who keeps
     * something looks afterwards whether it is still there: whichever is later leaves nothing behind.
     */
    private void eraseIfRemoved(String endpoint, Path file) throws IOException {
        if (Files.notExists(file)) {
            var unused = erase(endpoint, file);
        }
    }

    /** After a power failure a renamed file can be empty: such an acknowledgement counts for nothing. */
    private static boolean isWritten(Path file) {
        return file.toFile().length() > 0;
    }

    private Path at(String area, String endpoint, Path file, String ending) {
        var uuid = uuid(file).orElseThrow(() -> new IllegalArgumentException("not a file of the store"));
        var day = store.relativize(file.toAbsolutePath().normalize()).getParent();
        var directory = store.resolve(area).resolve(endpoint);
        return (day == null ? directory : directory.resolve(day)).resolve(uuid + ending);
    }

    private static void replace(Path draft, Path target, byte[] bytes) throws IOException {
        write(draft, bytes);
        Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void write(Path file, byte[] bytes) throws IOException {
        try {
            writeInto(file, bytes);
        } catch (NoSuchFileException firstOfItsDay) {
            Files.createDirectories(
                    file.getParent(),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            writeInto(file, bytes);
        }
    }

    private static void writeInto(Path file, byte[] bytes) throws IOException {
        var options = Set.of(StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
        var mine = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        try (var channel = FileChannel.open(file, options, mine)) {
            var buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        }
    }
}

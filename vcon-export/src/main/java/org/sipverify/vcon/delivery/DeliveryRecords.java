package org.sipverify.vcon.delivery;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import org.sipverify.formats.file.PrivateFiles;
import org.sipverify.formats.json.StrictJson;

/**
 * What became of each vCon at each endpoint, in files beside the store: {@code .outbox/ENDPOINT/UUID} while the
 * endpoint does not have it, {@code .ack/ENDPOINT/2026/11/20/UUID} when it has it, {@code
 * .quarantine/ENDPOINT/2026/11/20/UUID.response.json} when it refused it. The directories below the endpoint's are
 * those of the store.
 */
public final class DeliveryRecords {
    private static final Pattern STORED =
            Pattern.compile("([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\\.vcon(\\.gz)?");
    private static final List<String> AREAS = List.of(".outbox", ".ack", ".quarantine");

    /** How versions without an outbox noted what was sent without an answer. */
    private static final String TRIED = ".tried";

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

    /** The uuid of a file of the store; empty for other files, such as one that is still being written. */
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

    /** Whether an endpoint lacks this file although its outbox does not say so. */
    boolean isMissing(String endpoint, Path file) {
        return !outbox(endpoint).contains(named(file)) && state(endpoint, file) == State.UNDELIVERED;
    }

    /** Whether a file is to be sent. A marker of one that the endpoint has is left from a crash and is removed. */
    boolean isWaiting(String endpoint, Path file) throws IOException {
        if (!outbox(endpoint).contains(named(file))) {
            return false;
        }
        if (state(endpoint, file) != State.UNDELIVERED) {
            outbox(endpoint).remove(named(file));
            return false;
        }
        return true;
    }

    /**
     * Puts a file of the store into the outbox of every endpoint again that took or refused it.
     *
     * @return how many endpoints that were
     */
    public int redeliver(Path file) throws IOException {
        int again = 0;
        for (var endpoint : endpoints()) {
            again += redeliver(endpoint, file) ? 1 : 0;
        }
        return again;
    }

    /** The same at one endpoint; whether it had taken or refused it. One that it never got is put there in any case. */
    public boolean redeliver(String endpoint, Path file) throws IOException {
        var marker = outbox(endpoint).marker(named(file));
        outbox(endpoint).open();
        var answered = moved(at(".quarantine", endpoint, file, ".response.json"), marker);
        var setAside = Files.deleteIfExists(at(".quarantine", endpoint, file, ".vcon.json"));
        var taken = moved(at(".ack", endpoint, file, ""), marker);
        outbox(endpoint).add(named(file));
        return taken || answered || setAside;
    }

    private static boolean moved(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return true;
        } catch (NoSuchFileException none) {
            return false;
        }
    }

    /** Removes everything kept about a file of the store at every endpoint. */
    void remove(Path file) throws IOException {
        for (var endpoint : endpoints()) {
            remove(endpoint, file);
        }
    }

    /** The same at one endpoint. */
    void remove(String endpoint, Path file) throws IOException {
        for (var ending : List.of("", TRIED)) {
            Files.deleteIfExists(at(".ack", endpoint, file, ending));
        }
        for (var ending : List.of(".tmp", ".vcon.json", ".response.json")) {
            Files.deleteIfExists(at(".quarantine", endpoint, file, ending));
        }
        outbox(endpoint).remove(named(file));
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

    /** Takes over the note of a version without an outbox that a file was sent without an answer. */
    void adoptNote(String endpoint, Path file) throws IOException {
        var note = at(".ack", endpoint, file, TRIED);
        if (Files.exists(note)) {
            var unused = moved(note, outbox(endpoint).marker(named(file)));
        }
    }

    /** Notes that these bytes are about to be sent. True when that was tried before and its end is not known. */
    boolean begin(String endpoint, Path file, String digest) throws IOException {
        if (digest.equals(outbox(endpoint).sent(named(file)))) {
            return true;
        }
        outbox(endpoint).sending(named(file), digest);
        removeIfGone(endpoint, file);
        return false;
    }

    /** The endpoint said that it did not take it. */
    void undo(String endpoint, Path file) throws IOException {
        outbox(endpoint).unsent(named(file));
        removeIfGone(endpoint, file);
    }

    /** Writes the receipt into the marker and moves that, so that there is one of the two at any time. */
    void acknowledge(String endpoint, Path file, ObjectNode receipt) throws IOException {
        replace(outbox(endpoint).marker(named(file)), at(".ack", endpoint, file, ""), StrictJson.bytes(receipt));
        removeIfGone(endpoint, file);
    }

    /** The vCon as it was sent is written first: the answer beside it is what counts. */
    void quarantine(String endpoint, Path file, byte[] sent, ObjectNode answer) throws IOException {
        var draft = at(".quarantine", endpoint, file, ".tmp");
        if (sent.length > 0) {
            replace(draft, at(".quarantine", endpoint, file, ".vcon.json"), sent);
        }
        replace(draft, at(".quarantine", endpoint, file, ".response.json"), StrictJson.bytes(answer));
        outbox(endpoint).remove(named(file));
        removeIfGone(endpoint, file);
    }

    /**
     * The file may be removed while it is being sent. Removal deletes what is kept about the vCon, and this checks,
     * after something was kept, whether the file is still there: whichever is later leaves nothing behind.
     */
    private void removeIfGone(String endpoint, Path file) throws IOException {
        if (Files.notExists(file)) {
            remove(endpoint, file);
        }
    }

    /** After a power failure a renamed file can be empty: such an acknowledgement counts for nothing. */
    private static boolean isWritten(Path file) {
        return file.toFile().length() > 0;
    }

    private Outbox outbox(String endpoint) {
        return new Outbox(store, endpoint);
    }

    private static UUID named(Path file) {
        return uuid(file).orElseThrow(() -> new IllegalArgumentException("not a file of the store: " + file));
    }

    private Path at(String area, String endpoint, Path file, String ending) {
        var day = store.relativize(file.toAbsolutePath().normalize()).getParent();
        var directory = store.resolve(area).resolve(endpoint);
        return (day == null ? directory : directory.resolve(day)).resolve(named(file) + ending);
    }

    private static void replace(Path draft, Path target, byte[] bytes) throws IOException {
        PrivateFiles.directory(Objects.requireNonNull(draft.getParent()));
        PrivateFiles.directory(Objects.requireNonNull(target.getParent()));
        PrivateFiles.write(draft, bytes);
        Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}

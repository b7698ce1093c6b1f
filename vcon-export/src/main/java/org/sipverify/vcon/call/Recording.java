package org.sipverify.vcon.call;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.sipverify.vcon.call.WireMessage.Direction;

/** Everything known of one call, as it comes in. Of one thread at a time: whoever hands it on lets go of it. */
public final class Recording {
    private final UUID uuid;
    private final Arrival arrival;
    private final List<Captured> messages = new ArrayList<>();
    private final Set<Detail> shed = EnumSet.noneOf(Detail.class);
    private @Nullable Verdict verdict;
    private @Nullable Decided decided;
    private @Nullable Instant cancelled;
    private @Nullable Instant end;
    private int dropped;
    private boolean resumed;
    private int retransmissions;
    private long size;

    /** Begins with the INVITE, whose credentials are gone already. */
    public Recording(UUID uuid, Arrival arrival, Set<Secret> removed) {
        this.uuid = uuid;
        this.arrival = arrival;
        add(new Captured(new WireMessage(Direction.RECEIVED, arrival.time(), arrival.invite()), removed));
    }

    public UUID uuid() {
        return uuid;
    }

    /** The millisecond that the uuid names. */
    public Instant createdAt() {
        return Instant.ofEpochMilli(uuid.getMostSignificantBits() >>> Short.SIZE);
    }

    public Arrival arrival() {
        return arrival;
    }

    /** The INVITE first, then the others in the order they passed. */
    public List<Captured> messages() {
        return messages;
    }

    public void add(Captured message) {
        messages.add(message);
        size += message.message().bytes().length;
    }

    public Optional<Verdict> verdict() {
        return Optional.ofNullable(verdict);
    }

    public void found(Verdict found) {
        verdict = found;
    }

    public Optional<Decided> decided() {
        return Optional.ofNullable(decided);
    }

    public void decided(Decided what) {
        decided = what;
    }

    /** When the caller gave up, if it did before the answer. */
    public Optional<Instant> cancelled() {
        return Optional.ofNullable(cancelled);
    }

    public void cancelled(Instant when) {
        cancelled = when;
    }

    /** When it was over; absent if this server stopped before that. */
    public Optional<Instant> end() {
        return Optional.ofNullable(end);
    }

    public void end(Instant when) {
        end = when;
    }

    /** It went on after this server had stopped and begun again. */
    public void resume() {
        resumed = true;
    }

    public boolean isResumed() {
        return resumed;
    }

    /** A message passed that could not be kept. */
    public void drop(int more) {
        dropped += more;
    }

    public int dropped() {
        return dropped;
    }

    /** The same message came or went once more. */
    public void repeated(int more) {
        retransmissions += more;
    }

    public int retransmissions() {
        return retransmissions;
    }

    public Set<Detail> shed() {
        return shed;
    }

    /** Gives up a trace that would be built of the messages, or most of the messages. */
    public void shed(Detail detail) {
        if (shed.add(detail) && detail == Detail.MESSAGES) {
            var before = messages.size();
            messages.subList(1, before).removeIf(message -> !FinalAnswer.is(message.message()));
            drop(before - messages.size());
            size = messages.stream()
                    .mapToLong(it -> it.message().bytes().length)
                    .sum();
        }
    }

    /** About how many bytes of memory it holds. */
    public long size() {
        return size + 1_000;
    }
}

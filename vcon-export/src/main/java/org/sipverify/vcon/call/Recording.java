package org.sipverify.vcon.call;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.sipverify.vcon.call.RecordedMessage.Direction;

/**
 * Everything known of one call, as it comes in. Owned by one thread at a time, which must not use it after handing it
 * on.
 */
public final class Recording {
    private static final String INVITE = "INVITE ";

    private final UUID uuid;
    private final IncomingInvite arrival;
    private final List<ScrubbedMessage> messages = new ArrayList<>();
    private final Set<Sheddable> shed = EnumSet.noneOf(Sheddable.class);
    private @Nullable RecordedVerdict verdict;
    private @Nullable PolicyDecision decided;
    private @Nullable Instant cancelled;
    private @Nullable Instant end;
    private int dropped;
    private boolean recovered;
    private boolean resumed;
    private int retransmissions;
    private long size;

    /** Begins with the INVITE, whose credentials have been removed. */
    public Recording(UUID uuid, IncomingInvite arrival, Set<SecretKind> removed) {
        this.uuid = uuid;
        this.arrival = arrival;
        add(new ScrubbedMessage(new RecordedMessage(Direction.RECEIVED, arrival.time(), arrival.invite()), removed));
    }

    public UUID uuid() {
        return uuid;
    }

    /** The millisecond that the uuid names. */
    public Instant createdAt() {
        return Instant.ofEpochMilli(uuid.getMostSignificantBits() >>> Short.SIZE);
    }

    public IncomingInvite arrival() {
        return arrival;
    }

    /** The INVITE first, then the others in the order they passed. */
    public List<ScrubbedMessage> messages() {
        return messages;
    }

    public void add(ScrubbedMessage message) {
        messages.add(message);
        size += message.message().bytes().length;
    }

    /** Whether it was taken on to its callee: only then does this server send an INVITE. */
    public boolean isBridged() {
        return messages.stream().anyMatch(it -> isSentInvite(it.message()));
    }

    private static boolean isSentInvite(RecordedMessage message) {
        return message.direction() == Direction.SENT
                && message.bytes().length > 0
                && message.bytes()[0] == 'I'
                && new String(message.bytes(), 0, Math.min(message.bytes().length, INVITE.length()), US_ASCII)
                        .equals(INVITE);
    }

    public Optional<RecordedVerdict> verdict() {
        return Optional.ofNullable(verdict);
    }

    public void found(RecordedVerdict found) {
        verdict = found;
        size += found.details().size();
    }

    public Optional<PolicyDecision> decided() {
        return Optional.ofNullable(decided);
    }

    public void decided(PolicyDecision what) {
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

    /** It was read from the journal, so that an earlier run may have written the vCon. */
    public void recover() {
        recovered = true;
    }

    public boolean isRecovered() {
        return recovered;
    }

    /** The call continued after this server had restarted. */
    public void resume() {
        resumed = true;
    }

    public boolean isResumed() {
        return resumed;
    }

    /** Messages passed that could not be kept. */
    public void drop(int more) {
        dropped += more;
    }

    public int dropped() {
        return dropped;
    }

    /** Messages were retransmitted. */
    public void repeated(int more) {
        retransmissions += more;
    }

    public int retransmissions() {
        return retransmissions;
    }

    public Set<Sheddable> shed() {
        return shed;
    }

    /** Gives up a trace that would be built of the messages, or most of the messages. */
    public void shed(Sheddable detail) {
        if (shed.add(detail) && detail == Sheddable.MESSAGES) {
            var before = messages.size();
            messages.subList(1, before).removeIf(message -> !FinalAnswer.is(message.message()));
            drop(before - messages.size());
            size = messages.stream()
                            .mapToLong(it -> it.message().bytes().length)
                            .sum()
                    + verdict().map(it -> it.details().size()).orElse(0);
        }
    }

    /** About how many bytes of memory it holds. */
    public long size() {
        return size + 1_000;
    }
}

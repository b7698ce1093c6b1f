package org.sipverify.vcon.journal;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.sipverify.vcon.call.CallKey;
import org.sipverify.vcon.call.IncomingInvite;
import org.sipverify.vcon.call.IncomingInvite.Peer;
import org.sipverify.vcon.call.Person;
import org.sipverify.vcon.call.PolicyDecision;
import org.sipverify.vcon.call.RecordedMessage;
import org.sipverify.vcon.call.RecordedMessage.Direction;
import org.sipverify.vcon.call.RecordedVerdict;
import org.sipverify.vcon.call.RecordedVerdict.Answer;
import org.sipverify.vcon.call.RecordedVerdict.Cause;
import org.sipverify.vcon.call.RecordedVerdict.Proof;
import org.sipverify.vcon.call.Recording;
import org.sipverify.vcon.call.ScrubbedMessage;
import org.sipverify.vcon.call.SecretKind;

/**
 * One event of a call, as bytes: its kind, the uuid of the call, and the event itself.
 *
 * @param body where the event itself begins
 */
public record Entry(Kind kind, UUID uuid, ByteBuffer body) {
    /** The kinds, and how the files spell them. */
    public enum Kind {
        OPEN(1),
        MESSAGE(2),
        VERDICT(3),
        DECIDED(4),
        CANCELLED(5),
        END(6),
        DONE(7),
        RESUMED(8),
        RENEWED(9);

        private final int code;

        Kind(int code) {
            this.code = code;
        }

        private static Kind of(int code) {
            return Arrays.stream(values())
                    .filter(kind -> kind.code == code)
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("no entry has the code " + code));
        }
    }

    private static final int RECEIVED = 0;
    private static final int SENT = 1;

    /** All but messages and details takes less. */
    private static final int MOSTLY = 512;

    private static Packer of(Kind kind, UUID uuid) {
        return of(kind, uuid, 0);
    }

    private static Packer of(Kind kind, UUID uuid, int octets) {
        return new Packer(MOSTLY + octets).octet(kind.code).uuid(uuid);
    }

    /**
     * Reads one.
     *
     * @throws RuntimeException when it is not valid, though its checksum is right: another version wrote it
     */
    static Entry read(ByteBuffer octets) {
        var in = new Unpacker(octets);
        return new Entry(Kind.of(in.octet()), in.uuid(), octets.slice());
    }

    /** Begins a call; the credentials of its INVITE have been removed. */
    public static byte[] open(UUID uuid, IncomingInvite arrival, Set<SecretKind> removed) {
        return of(Kind.OPEN, uuid, arrival.invite().length)
                .text(arrival.key().callId())
                .text(arrival.key().branch())
                .time(arrival.time())
                .text(arrival.peer().transport())
                .text(arrival.peer().address())
                .text(arrival.caller().tel())
                .text(arrival.caller().sip())
                .text(arrival.callee().tel())
                .text(arrival.callee().sip())
                .octets(arrival.invite())
                .secrets(removed)
                .text(arrival.peer().caller())
                .packed();
    }

    public static byte[] message(UUID uuid, ScrubbedMessage captured) {
        var message = captured.message();
        return of(Kind.MESSAGE, uuid, message.bytes().length)
                .octet(message.direction() == Direction.SENT ? SENT : RECEIVED)
                .time(message.time())
                .octets(message.bytes())
                .secrets(captured.removed())
                .packed();
    }

    public static byte[] verdict(UUID uuid, RecordedVerdict it) {
        return of(Kind.VERDICT, uuid)
                .text(it.outcome())
                .text(it.status())
                .text(it.cause().reason())
                .text(it.cause().code())
                .text(it.proof().brand())
                .text(it.proof().callerId())
                .text(it.answer().warning())
                .text(it.answer().requestId())
                .text(it.answer().verifier())
                .details(it.details())
                .packed();
    }

    public static byte[] decided(UUID uuid, PolicyDecision it) {
        return of(Kind.DECIDED, uuid)
                .text(it.action())
                .text(it.rule())
                .text(it.would())
                .number(it.status())
                .text(it.target())
                .packed();
    }

    public static byte[] cancelled(UUID uuid, Instant when) {
        return of(Kind.CANCELLED, uuid).time(when).packed();
    }

    /** The call continues after a crash: its caller sent the INVITE again. */
    public static byte[] resumed(UUID uuid) {
        return of(Kind.RESUMED, uuid).packed();
    }

    /** Ends a call, with what was counted. */
    public static byte[] end(Recording recording, Instant when) {
        return of(Kind.END, recording.uuid())
                .time(when)
                .number(recording.dropped())
                .number(recording.retransmissions())
                .packed();
    }

    /** All that is known of a call that is not over, in place of every entry of it before this one. */
    static byte[] renewed(Recording call) {
        var packer = of(Kind.RENEWED, call.uuid(), (int) call.size());
        entries(call).forEach(packer::octets);
        return packer.packed();
    }

    private static List<byte[]> entries(Recording call) {
        var uuid = call.uuid();
        var messages = call.messages();
        var entries = new ArrayList<byte[]>();
        entries.add(open(uuid, call.arrival(), messages.get(0).removed()));
        messages.stream().skip(1).map(each -> message(uuid, each)).forEach(entries::add);
        call.verdict().map(it -> verdict(uuid, it)).ifPresent(entries::add);
        call.decided().map(it -> decided(uuid, it)).ifPresent(entries::add);
        call.cancelled().map(when -> cancelled(uuid, when)).ifPresent(entries::add);
        if (call.isResumed()) {
            entries.add(resumed(uuid));
        }
        return entries;
    }

    /** The call's vCon is on the disk. */
    static byte[] done(UUID uuid) {
        return of(Kind.DONE, uuid).packed();
    }

    /** Whether the call can be read from here on. */
    boolean begins() {
        return kind == Kind.OPEN || kind == Kind.RENEWED;
    }

    /** The call as far as this entry, with which it can be read, tells it. */
    Recording begun() {
        return kind == Kind.OPEN ? opened() : renewed();
    }

    private Recording renewed() {
        var in = new Unpacker(body.duplicate());
        var recording = read(ByteBuffer.wrap(in.octets())).opened();
        while (!in.isAtEnd()) {
            read(ByteBuffer.wrap(in.octets())).tell(recording);
        }
        return recording;
    }

    private Recording opened() {
        var in = new Unpacker(body.duplicate());
        var key = new CallKey(in.text(), in.text());
        var time = in.time();
        var transport = in.text();
        var address = in.text();
        var from = new Person(in.text(), in.text());
        var to = new Person(in.text(), in.text());
        var invite = in.octets();
        var removed = in.secrets();
        var peer = new Peer(transport, address, in.isAtEnd() ? "" : in.text()); // journals of before have none
        var recording = new Recording(uuid, new IncomingInvite(key, time, peer, from, to, invite), removed);
        recording.recover();
        return recording;
    }

    /** Adds this entry to its call. */
    void tell(Recording recording) {
        var in = new Unpacker(body.duplicate());
        switch (kind) {
            case MESSAGE -> {
                var message = new RecordedMessage(
                        in.octet() == SENT ? Direction.SENT : Direction.RECEIVED, in.time(), in.octets());
                recording.add(new ScrubbedMessage(message, in.secrets()));
            }
            case VERDICT ->
                recording.found(new RecordedVerdict(
                        in.text(),
                        in.text(),
                        new Cause(in.text(), in.text()),
                        new Proof(in.text(), in.text()),
                        new Answer(in.text(), in.text(), in.text()),
                        in.details()));
            case DECIDED ->
                recording.decided(new PolicyDecision(in.text(), in.text(), in.text(), in.number(), in.text()));
            case CANCELLED -> recording.cancelled(in.time());
            case END -> {
                recording.end(in.time());
                recording.drop(in.number());
                recording.repeated(in.number());
            }
            case RESUMED -> recording.resume();
            case OPEN, RENEWED, DONE -> {}
        }
    }
}

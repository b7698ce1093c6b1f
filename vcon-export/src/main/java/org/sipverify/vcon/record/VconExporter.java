package org.sipverify.vcon.record;

import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.sipverify.formats.file.IoFailure;
import org.sipverify.vcon.Seal;
import org.sipverify.vcon.StoredListener;
import org.sipverify.vcon.VconConfig;
import org.sipverify.vcon.VconMeter;
import org.sipverify.vcon.VconMeter.Loss;
import org.sipverify.vcon.call.CallKey;
import org.sipverify.vcon.call.IncomingInvite;
import org.sipverify.vcon.call.RecordedMessage;
import org.sipverify.vcon.call.Recording;
import org.sipverify.vcon.content.VconContent;
import org.sipverify.vcon.journal.Beginning;
import org.sipverify.vcon.journal.Entry;
import org.sipverify.vcon.journal.Journal;
import org.sipverify.vcon.privacy.Scrubber;
import org.sipverify.vcon.sip.SipText;
import org.sipverify.vcon.store.FileStore;
import org.sipverify.vcon.store.Retention;
import org.sipverify.vcon.store.StoreConfig;

/**
 * Makes a vCon of every call. Threads that handle calls only put things into a queue; the one thing they do themselves is to
 * write the beginning of a call to the journal, where that needs no waiting, so that no call is answered that a crash
 * would make forgotten.
 */
public final class VconExporter implements AutoCloseable {
    private static final Logger LOG = LogManager.getLogger();

    private final VconConfig config;
    private final VconMeter meter;
    private final InstantSource clock = InstantSource.system();
    private final VconUuids uuids;
    private final RelevantMessages messages = new RelevantMessages();
    private final Journal journal;
    private final EventQueue events;
    private final FinishedCalls finished;
    private final RecoveredCalls recovered;
    private final Recorder recorder;
    private final VconWriter writer;
    private final Retention retention;

    private VconExporter(VconConfig config, Journal journal, Seal seal, StoredListener listener, VconMeter meter) {
        this.config = config;
        this.meter = meter;
        this.journal = journal;
        this.uuids = new VconUuids(config.content().server());
        this.events = new EventQueue(config.queues().length(), config.queues().bytes(), meter);
        this.finished =
                new FinishedCalls(config.queues().length(), config.queues().bytes(), meter);
        this.recovered = new RecoveredCalls(finished, clock, System::nanoTime);
        this.recorder =
                new Recorder(events, journal, finished, meter, config.queues().bytes(), clock);
        var redacted = config.redactedKey()
                .map(key -> new RedactedCopy(key, config.content().server()));
        var builder = new VconBuilder(new VconContent(config.content()), seal, redacted, meter);
        var store = new FileStore(config.store().directory(), config.store().gzip());
        this.writer = new VconWriter(finished, recovered, journal, builder, store, listener, meter);
        this.retention = new Retention(config.store(), clock, listener, meter::expired);
    }

    /**
     * Begins: reads what an earlier run left in the journal, and takes calls.
     *
     * @param seal what is done to a vCon before it is written
     * @param listener gets each vCon that is stored
     * @throws IOException when another process has the journal
     */
    public static VconExporter start(VconConfig config, Seal seal, StoredListener listener, VconMeter meter)
            throws IOException {
        var exporter = new VconExporter(config, Journal.open(config.journal(), meter), seal, listener, meter);
        exporter.readLeft();
        exporter.recorder.start();
        exporter.writer.start();
        exporter.retention.start();
        return exporter;
    }

    /** Applies other limits of age and size from the next sweep on; the directory stays. */
    public void retain(StoreConfig limits) {
        retention.retain(limits.maxAge(), limits.maxSize());
    }

    /** A disk that cannot be read now may be later: the writer reads the rest. */
    private void readLeft() {
        try {
            journal.readLeft();
            recovered.read(journal);
        } catch (IOException e) {
            LOG.error("cannot read the calls that an earlier run left in the journal: {}", IoFailure.text(e));
        }
    }

    /**
     * Opens the notes on a call, and has its INVITE written to the journal; the notes say when it is. Never waits:
     * neither for the disk nor for another thread.
     */
    public CallNotes open(IncomingInvite arrived) {
        return open(arrived, SipText.of(arrived.invite()));
    }

    /** The same with the INVITE as it has been read already. */
    public CallNotes open(IncomingInvite arrived, SipText read) {
        var resumed = recovered.resume(arrived.key());
        return resumed.isPresent() ? resume(resumed.get()) : begin(arrived, read);
    }

    private CallNotes resume(Recording call) {
        events.always(new RecorderEvent.Resumed(call));
        return notes(call.uuid(), call.arrival().key(), Beginning.written(call.uuid()));
    }

    private CallNotes begin(IncomingInvite arrived, SipText read) {
        var uuid = uuids.next(arrived.time().toEpochMilli());
        var invite = Scrubber.scrub(
                new RecordedMessage(RecordedMessage.Direction.RECEIVED, arrived.time(), arrived.invite()), read);
        var arrival = Masking.arrival(arrived, invite.message().bytes());
        var entry = Entry.open(uuid, arrival, invite.removed());
        return events.hasRoomForCalls()
                ? recorded(new Recording(uuid, arrival, invite.removed()), entry)
                : journalledOnly(uuid, arrival.key(), entry);
    }

    private CallNotes recorded(Recording recording, byte[] entry) {
        finished.hold(recording.uuid());
        var beginning = journal.begin(recording.uuid(), entry);
        events.always(new RecorderEvent.Opened(recording, beginning));
        return notes(recording.uuid(), recording.arrival().key(), beginning);
    }

    /** So much waits that this one finds its way through the journal, or none. */
    private CallNotes journalledOnly(UUID uuid, CallKey key, byte[] entry) {
        var beginning = journal.beginAtOnce(uuid, entry);
        if (!beginning.isWritten()) {
            meter.lost(Loss.QUEUE_FULL);
        }
        return notes(uuid, key, beginning);
    }

    private CallNotes notes(UUID uuid, CallKey key, Beginning beginning) {
        return new CallNotes(uuid, key, events, clock, beginning, messages, config.refuseUnjournalled());
    }

    /** A message passed the network. Those of calls that were not opened are ignored. */
    public void message(RecordedMessage message) {
        if (messages.has(message)) {
            events.message(message);
        }
    }

    /** Calls begun whose vCons are not on the disk. */
    public int pending() {
        return Math.max(journal.undone(), finished.held());
    }

    /** Bytes of the journal. */
    public long journalSize() {
        return journal.size();
    }

    /** Whether the journal and the store take what they are given. */
    public boolean isWorking() {
        return journal.isWorking() && !writer.isFailing();
    }

    /** Free bytes where the vCons are kept; -1 when unknown. */
    public long diskFree() {
        return Optional.of(config.store().directory().toFile().getUsableSpace())
                .filter(free -> free > 0)
                .orElse(-1L);
    }

    /** Writes what is over; what cannot be written in time is in the journal. To be called when no call is left. */
    @Override
    public void close() {
        retention.close();
        recorder.close();
        writer.close();
        journal.close();
    }
}

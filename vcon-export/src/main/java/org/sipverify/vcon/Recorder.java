package org.sipverify.vcon;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.sipverify.vcon.call.CallKey;
import org.sipverify.vcon.call.Decided;
import org.sipverify.vcon.call.Detail;
import org.sipverify.vcon.call.FinalAnswer;
import org.sipverify.vcon.call.Recording;
import org.sipverify.vcon.call.Verdict;
import org.sipverify.vcon.call.WireMessage;
import org.sipverify.vcon.journal.Entry;
import org.sipverify.vcon.journal.Journal;
import org.sipverify.vcon.privacy.Scrubber;
import org.sipverify.vcon.sip.SipText;

/** Puts what comes in to the call it belongs to, and into the journal. Everything here belongs to one thread. */
final class Recorder implements AutoCloseable {
    private static final Logger LOG = LogManager.getLogger();
    private static final int BATCH = 256;
    private static final int STRAYS = 64;

    private final Intake intake;
    private final Journal journal;
    private final Backlog backlog;
    private final VconMeter meter;
    private final long byteLimit;
    private final InstantSource clock;
    private final Map<CallKey, OpenCall> calls = new HashMap<>();

    /** Open calls that have their final answer, whatever it was, and wait for its ACK; in the order of their answers. */
    private final Set<OpenCall> settled = new LinkedHashSet<>();

    private long bytes;
    private final List<byte[]> entries = new ArrayList<>();
    private final List<OpenCall> touched = new ArrayList<>();
    private final List<Consumer<Recorder>> tellings = new ArrayList<>();

    /** Messages that nobody has claimed yet: a CANCEL may be faster than the thread that answers its call. */
    private final Deque<Stray> strays = new ArrayDeque<>();

    private final Thread thread = new Thread(this::run, "vcon-recorder");
    private volatile boolean closing;

    private record Stray(CallKey key, WireMessage message, SipText text) {}

    /** @param byteLimit octets of open calls; beyond, those that are answered are over without their ACK */
    Recorder(Intake intake, Journal journal, Backlog backlog, VconMeter meter, long byteLimit, InstantSource clock) {
        this.byteLimit = byteLimit;
        this.clock = clock;
        this.intake = intake;
        this.journal = journal;
        this.backlog = backlog;
        this.meter = meter;
    }

    void start() {
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        while (!Thread.currentThread().isInterrupted() && (!closing || intake.pressure() > 0)) {
            intake.drainTo(tellings, BATCH);
            tellings.forEach(this::listen);
            var more = tellings.size() == BATCH;
            tellings.clear();
            relieve();
            write();
            if (!more && !closing) {
                intake.await();
            }
        }
        calls.values().forEach(call -> backlog.add(call.recording(), call.isJournalled()));
    }

    private void listen(Consumer<Recorder> telling) {
        try {
            telling.accept(this);
        } catch (RuntimeException bug) {
            LOG.error("something of a call was not recorded", bug);
        }
    }

    /** An ACK may take 32 seconds or never come; the record of a call waits so long only while there is room. */
    private void relieve() {
        long over = bytes - byteLimit;
        while (over > 0 && !settled.isEmpty()) {
            var oldest = settled.iterator().next();
            over -= oldest.recording().size();
            ended(oldest, clock.instant());
        }
    }

    /** One write for all that came together. */
    private void write() {
        if (!entries.isEmpty() && !journal.add(entries)) {
            touched.forEach(OpenCall::notJournalled);
        }
        entries.clear();
        for (var call : touched) {
            if (call.recording().end().isPresent()
                    && calls.remove(call.recording().arrival().key(), call)) {
                over(call);
            }
        }
        touched.clear();
    }

    private void over(OpenCall call) {
        bytes -= call.recording().size();
        settled.remove(call);
        backlog.add(call.recording(), call.isJournalled());
    }

    private void note(OpenCall call, byte[] entry) {
        entries.add(entry);
        touched.add(call);
    }

    /** A call has begun; what is written of it already need not be written again. */
    void opened(Recording recording, byte[] entry, boolean written) {
        var began = written || journal.beginLate(recording.uuid(), entry);
        var call = new OpenCall(recording, began, intake.dropped());
        var key = recording.arrival().key();
        var before = calls.put(key, call);
        bytes += recording.size();
        if (before != null) {
            over(before); // the same again, long after: its end was lost
        }
        strays.removeIf(stray -> {
            var mine = stray.key().equals(key);
            if (mine) {
                message(call, stray.message(), stray.text());
            }
            return mine;
        });
    }

    /** A call of an earlier run goes on; the journal has its beginning. */
    void resumed(Recording recording) {
        recording.resume();
        var call = new OpenCall(recording, true, intake.dropped());
        calls.put(recording.arrival().key(), call);
        bytes += recording.size();
        note(call, Entry.resumed(recording.uuid()));
    }

    void message(WireMessage message) {
        var text = SipText.of(message.bytes());
        var key = Kept.key(new CallKey(text.callId(), text.branch()));
        var call = calls.get(key);
        if (call != null) {
            message(call, message, text);
        } else {
            strays.add(new Stray(key, message, text));
            if (strays.size() > STRAYS) {
                strays.remove();
            }
        }
    }

    private void message(OpenCall call, WireMessage message, SipText text) {
        if (!call.isNew(message)) {
            call.recording().repeated(1);
            return;
        }
        var captured = Scrubber.scrub(message, text);
        call.recording().add(captured);
        bytes += captured.message().bytes().length;
        note(call, Entry.message(call.recording().uuid(), captured));
        if (FinalAnswer.is(message)) {
            settled.add(call);
        }
    }

    void answered(CallKey key, Verdict verdict, Decided decided) {
        var call = calls.get(key);
        if (call != null) {
            var recording = call.recording();
            var found = Kept.verdict(verdict);
            var done = Kept.decided(decided);
            recording.found(found);
            recording.decided(done);
            settled.add(call);
            note(call, Entry.verdict(recording.uuid(), found));
            note(call, Entry.decided(recording.uuid(), done));
        }
    }

    void cancelled(CallKey key, Instant when) {
        var call = calls.get(key);
        if (call != null) {
            call.recording().cancelled(when);
            settled.add(call);
            note(call, Entry.cancelled(call.recording().uuid(), when));
        }
    }

    void ended(CallKey key, Instant when) {
        var call = calls.get(key);
        if (call != null && call.recording().end().isEmpty()) {
            ended(call, when);
        }
    }

    private void ended(OpenCall call, Instant when) {
        settled.remove(call);
        var recording = call.recording();
        recording.end(when);
        recording.drop((int) (intake.dropped() - call.droppedBefore()));
        if (intake.pressure() >= 0.5) {
            recording.shed(Detail.TRACE);
            meter.shed(Detail.TRACE);
        }
        note(call, Entry.end(recording, when));
    }

    /** Takes what has come in, hands over what is still open, and ends. */
    @Override
    public void close() {
        closing = true;
        intake.wake();
        Joined.patiently(thread);
    }
}

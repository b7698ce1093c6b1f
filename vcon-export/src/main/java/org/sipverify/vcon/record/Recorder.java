package org.sipverify.vcon.record;

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
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;
import org.sipverify.vcon.VconMeter;
import org.sipverify.vcon.call.CallKey;
import org.sipverify.vcon.call.FinalAnswer;
import org.sipverify.vcon.call.RecordedMessage;
import org.sipverify.vcon.call.Sheddable;
import org.sipverify.vcon.journal.Entry;
import org.sipverify.vcon.journal.Journal;
import org.sipverify.vcon.privacy.Masked;
import org.sipverify.vcon.privacy.Scrubber;
import org.sipverify.vcon.sip.SipText;

/** Puts what comes in to the call it belongs to, and into the journal. Everything here belongs to one thread. */
final class Recorder implements RecorderEvent.Handler, AutoCloseable {
    private static final Logger LOG = LogManager.getLogger();
    private static final int BATCH = 256;
    private static final int STRAYS = 64;

    private final EventQueue events;
    private final Journal journal;
    private final LongCalls longCalls;
    private final FinishedCalls finished;
    private final VconMeter meter;
    private final long byteLimit;
    private final InstantSource clock;
    private final Map<CallKey, OpenCall> calls = new HashMap<>();
    /** Bridged calls, by the Call-ID of each leg. */
    private final Map<String, OpenCall> followed = new HashMap<>();

    /**
     * Open calls that have their final answer, whatever it was, and wait for its ACK; in the order of their answers.
     */
    private final Set<OpenCall> settled = new LinkedHashSet<>();

    private long bytes;
    private final List<byte[]> entries = new ArrayList<>();
    private final List<OpenCall> touched = new ArrayList<>();
    private final List<RecorderEvent> batch = new ArrayList<>();

    /** Messages whose call is not known yet: a CANCEL may be faster than the thread that answers its call. */
    private final Deque<Stray> strays = new ArrayDeque<>();

    private final Thread thread = new Thread(this::run, "vcon-recorder");
    private volatile boolean closing;

    private record Stray(CallKey key, RecordedMessage message, SipText text) {}

    /** @param byteLimit bytes of open calls; beyond, those that are answered end without their ACK */
    Recorder(
            EventQueue events,
            Journal journal,
            FinishedCalls finished,
            VconMeter meter,
            long byteLimit,
            InstantSource clock) {
        this.byteLimit = byteLimit;
        this.clock = clock;
        this.events = events;
        this.journal = journal;
        this.longCalls = new LongCalls(journal);
        this.finished = finished;
        this.meter = meter;
    }

    void start() {
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        while (!Thread.currentThread().isInterrupted() && (!closing || events.pressure() > 0)) {
            events.drainTo(batch, BATCH);
            batch.forEach(this::handle);
            var more = batch.size() == BATCH;
            batch.clear();
            relieve();
            write();
            longCalls.renew(calls.values(), bytes);
            if (!more && !closing) {
                events.await();
            }
        }
        calls.values().forEach(call -> finished.add(call.recording(), call.isJournalled()));
    }

    private void handle(RecorderEvent event) {
        try {
            event.handTo(this);
        } catch (RuntimeException bug) {
            LOG.error("cannot record an event of a call: {}", event.getClass().getSimpleName(), bug);
        }
    }

    /** An ACK may take 32 seconds or never arrive; the record of a call waits for it only while there is room. */
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
        call.followed().forEach(callId -> followed.remove(callId, call));
        finished.add(call.recording(), call.isJournalled());
    }

    private void note(OpenCall call, byte[] entry) {
        entries.add(entry);
        touched.add(call);
    }

    /** A call has begun; what the journal already has is not written again. */
    @Override
    public void opened(RecorderEvent.Opened event) {
        var recording = event.recording();
        var began = event.beginning().isWritten() || journal.finish(event.beginning());
        var call = new OpenCall(recording, began, events.dropped());
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

    @Override
    public void resumed(RecorderEvent.Resumed event) {
        var recording = event.recording();
        recording.resume();
        var call = new OpenCall(recording, true, events.dropped());
        calls.put(recording.arrival().key(), call);
        bytes += recording.size();
        note(call, Entry.resumed(recording.uuid()));
    }

    @Override
    public void followed(RecorderEvent.Followed event) {
        var call = calls.get(event.key());
        if (call != null) {
            var callId = Masked.text(event.callId());
            call.followed().add(callId);
            followed.put(callId, call);
        }
    }

    @Override
    public void message(RecorderEvent.Message event) {
        var message = event.message();
        var text = SipText.of(message.bytes());
        var key = Masking.key(new CallKey(text.callId(), text.branch()));
        var call = calls.get(key);
        var bridged = call == null ? followed.get(key.callId()) : null;
        if (bridged != null) {
            message(bridged, message, text);
        } else if (text.method().equals("INVITE")) {
            repeated(call);
        } else if (call != null) {
            message(call, message, text);
        } else {
            strays.add(new Stray(key, message, text));
            if (strays.size() > STRAYS) {
                strays.remove();
            }
        }
    }

    /** The INVITE that begins a call is brought by the call; what comes by the network is one that comes again. */
    private static void repeated(@Nullable OpenCall call) {
        if (call != null && !call.followed().isEmpty()) {
            call.recording().repeated(1);
        }
    }

    private void message(OpenCall call, RecordedMessage message, SipText text) {
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

    @Override
    public void answered(RecorderEvent.Answered event) {
        var call = calls.get(event.key());
        if (call != null) {
            var recording = call.recording();
            var found = Masking.verdict(event.verdict());
            var done = Masking.decision(event.decision());
            recording.found(found);
            bytes += found.details().size();
            recording.decided(done);
            settled.add(call);
            note(call, Entry.verdict(recording.uuid(), found));
            note(call, Entry.decided(recording.uuid(), done));
        }
    }

    @Override
    public void cancelled(RecorderEvent.Cancelled event) {
        var call = calls.get(event.key());
        if (call != null) {
            call.recording().cancelled(event.when());
            settled.add(call);
            note(call, Entry.cancelled(call.recording().uuid(), event.when()));
        }
    }

    @Override
    public void ended(RecorderEvent.Ended event) {
        var call = calls.get(event.key());
        if (call != null && call.recording().end().isEmpty()) {
            ended(call, event.when());
        }
    }

    private void ended(OpenCall call, Instant when) {
        settled.remove(call);
        var recording = call.recording();
        recording.end(when);
        recording.drop((int) (events.dropped() - call.droppedBefore()));
        if (events.pressure() >= 0.5) {
            recording.shed(Sheddable.TRACE);
            meter.shed(Sheddable.TRACE);
        }
        note(call, Entry.end(recording, when));
    }

    /** Takes what has come in, hands over what is still open, and ends. */
    @Override
    public void close() {
        closing = true;
        events.wake();
        Threads.join(thread);
    }
}

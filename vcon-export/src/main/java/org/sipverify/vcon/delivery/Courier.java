package org.sipverify.vcon.delivery;

import static org.sipverify.vcon.delivery.DeliveryMeter.Drop;
import static org.sipverify.vcon.delivery.DeliveryMeter.Quarantine;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.sipverify.vcon.delivery.DeliveryRecords.State;
import org.sipverify.vcon.form.StrictJson;

/** Takes vCons of a lane one after the other and brings them to its endpoint. Several do so at once. */
final class Courier implements Runnable {
    private static final byte[] NOTHING = {};

    private final Lane lane;
    private final Packing packing;
    private final Post post;
    private final DeliveryRecords records;
    private final DeliveryMeter meter;
    private final DeliveryLog log;

    Courier(Lane lane, Post post, DeliveryRecords records, DeliveryMeter meter, DeliveryLog log) {
        this.lane = lane;
        this.packing = new Packing(lane.config());
        this.post = post;
        this.records = records;
        this.meter = meter;
        this.log = log;
    }

    @Override
    public void run() {
        try {
            while (true) {
                var item = lane.take();
                try {
                    carry(item);
                } catch (RuntimeException bug) {
                    log.bug(bug);
                    hindered(item);
                }
            }
        } catch (InterruptedException closed) {
            // What was under way is not acknowledged, so it is tried again by the next server.
        }
    }

    private void carry(Item item) throws InterruptedException {
        if (records.state(name(), item.file()) != State.UNDELIVERED) {
            lane.gone(item); // a search of the store saw it before it was delivered, and came too late to offer it
            return;
        }
        try {
            var parcel = packing.pack(item.file());
            var triedBefore = begin(item, parcel);
            attempt(item, parcel, triedBefore);
        } catch (NoSuchFileException removed) {
            removed(item);
        } catch (Undeliverable e) {
            quarantine(item, NOTHING, e.why(), answer(0, String.valueOf(e.getMessage()), ""));
        } catch (IOException e) {
            log.disk("read", e);
            hindered(item);
        }
    }

    private void removed(Item item) {
        try {
            var unused = records.erase(name(), item.file());
        } catch (IOException e) {
            log.disk("forget", e);
        }
        lane.gone(item);
        meter.dropped(name(), Drop.REMOVED);
    }

    private void attempt(Item item, Parcel parcel, boolean triedBefore) throws InterruptedException {
        try {
            settle(item, parcel, triedBefore, post.send(item.uuid(), parcel));
        } catch (ConnectException e) {
            undo(item, triedBefore);
            failed(item, e.toString(), Optional.empty());
        } catch (IOException e) {
            failed(item, e.toString(), Optional.empty());
        }
    }

    private void settle(Item item, Parcel parcel, boolean triedBefore, Reply reply) {
        switch (reply.meaning()) {
            case TAKEN -> delivered(item, parcel, reply);
            case KNOWN -> known(item, parcel, triedBefore, reply);
            case KEY_REFUSED -> {
                undo(item, triedBefore);
                meter.retried(name());
                if (lane.refused(item)) {
                    log.paused(reply.status());
                }
            }
            case LATER -> failed(item, "HTTP " + reply.status(), reply.retryAfter());
            case REFUSED ->
                quarantine(item, parcel.bytes(), Quarantine.REFUSED, answer(reply.status(), "refused", reply.body()));
        }
    }

    /** 409: the endpoint has this uuid. Ours, when it says so, or when an earlier try of ours had no answer. */
    private void known(Item item, Parcel parcel, boolean triedBefore, Reply reply) {
        if (triedBefore || reply.names(parcel.bytes())) {
            delivered(item, parcel, reply);
        } else {
            var answer = answer(reply.status(), "the endpoint has something else under this uuid", reply.body());
            quarantine(item, parcel.bytes(), Quarantine.CONFLICT, answer);
        }
    }

    /** Without the acknowledgement on the disk it goes again, which its uuid makes harmless. */
    private void delivered(Item item, Parcel parcel, Reply reply) {
        var receipt = StrictJson.object()
                .put("status", reply.status())
                .put("time", now())
                .put("digest", parcel.digest());
        try {
            records.acknowledge(name(), item.file(), receipt);
        } catch (IOException e) {
            log.disk("acknowledge", e);
            hindered(item);
            return;
        }
        if (lane.settled(item)) {
            log.back();
        }
        if (parcel.trimmed()) {
            meter.trimmed(name());
        }
        meter.delivered(name());
    }

    private void quarantine(Item item, byte[] sent, Quarantine why, ObjectNode answer) {
        try {
            records.quarantine(name(), item.file(), sent, answer);
        } catch (IOException e) {
            log.disk("quarantine", e);
            hindered(item);
            return;
        }
        if (sent.length == 0) {
            lane.gone(item);
        } else if (lane.settled(item)) {
            log.back();
        }
        meter.quarantined(name(), why);
        log.quarantined(item, why);
    }

    private void failed(Item item, String why, Optional<Duration> askedWait) {
        meter.retried(name());
        if (lane.failed(item, askedWait)) {
            log.resting(why);
        }
    }

    private void hindered(Item item) {
        meter.retried(name());
        lane.hindered(item);
    }

    /** A full disk must not stop deliveries: without this note only a 409 is harder to understand. */
    private boolean begin(Item item, Parcel parcel) {
        try {
            return records.begin(name(), item.file(), parcel.digest());
        } catch (IOException e) {
            log.disk("note", e);
            return false;
        }
    }

    private void undo(Item item, boolean triedBefore) {
        if (!triedBefore) {
            try {
                records.undo(name(), item.file());
            } catch (IOException e) {
                log.disk("note", e);
            }
        }
    }

    private static ObjectNode answer(int status, String reason, String body) {
        return StrictJson.object()
                .put("status", status)
                .put("reason", reason)
                .put("time", now())
                .put("body", body);
    }

    private static String now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS).toString();
    }

    private String name() {
        return lane.name();
    }
}

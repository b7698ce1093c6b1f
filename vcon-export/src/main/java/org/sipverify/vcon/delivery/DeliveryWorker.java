package org.sipverify.vcon.delivery;

import static org.sipverify.vcon.delivery.DeliveryMeter.Drop;
import static org.sipverify.vcon.delivery.DeliveryMeter.Quarantine;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.sipverify.formats.file.IoFailure;
import org.sipverify.formats.json.StrictJson;
import org.sipverify.vcon.delivery.endpoint.EndpointClient;
import org.sipverify.vcon.delivery.endpoint.EndpointResponse;
import org.sipverify.vcon.delivery.endpoint.Payload;

/** Takes vCons of a queue one after the other and brings them to its endpoint. Several do so at once. */
final class DeliveryWorker implements Runnable {
    private static final byte[] NOTHING = {};

    private final DeliveryQueue queue;
    private final PayloadBuilder builder;
    private final EndpointClient client;
    private final DeliveryRecords records;
    private final DeliveryMeter meter;
    private final DeliveryLog log;

    DeliveryWorker(
            DeliveryQueue queue, EndpointClient client, DeliveryRecords records, DeliveryMeter meter, DeliveryLog log) {
        this.queue = queue;
        this.builder = new PayloadBuilder(queue.config());
        this.client = client;
        this.records = records;
        this.meter = meter;
        this.log = log;
    }

    @Override
    public void run() {
        try {
            while (true) {
                var item = queue.take();
                try {
                    carry(item);
                } catch (RuntimeException bug) {
                    log.bug(bug);
                    hindered(item);
                }
            }
        } catch (InterruptedException closed) {
            // What was in flight is not acknowledged, so the next run tries it again.
        }
    }

    private void carry(QueuedVcon item) throws InterruptedException {
        try {
            if (!records.isWaiting(name(), item.file())) {
                passBy(item);
                return;
            }
            var payload = builder.pack(item.file());
            var triedBefore = begin(item, payload);
            attempt(item, payload, triedBefore);
        } catch (NoSuchFileException removed) {
            removed(item);
        } catch (Undeliverable e) {
            quarantine(item, NOTHING, e.why(), answer(0, String.valueOf(e.getMessage()), ""));
        } catch (IOException e) {
            log.disk("read", e);
            hindered(item);
        }
    }

    /**
     * It was delivered after the outbox was read, and before the reader offered it; or it was removed while it was
     * sent.
     */
    private void passBy(QueuedVcon item) {
        if (Files.exists(item.file())) {
            queue.gone(item);
        } else {
            removed(item);
        }
    }

    private void removed(QueuedVcon item) {
        try {
            records.remove(name(), item.file());
        } catch (IOException e) {
            log.disk("forget", e);
        }
        queue.gone(item);
        meter.dropped(name(), Drop.REMOVED);
    }

    private void attempt(QueuedVcon item, Payload payload, boolean triedBefore) throws InterruptedException {
        try {
            settle(item, payload, triedBefore, client.send(item.uuid(), payload));
        } catch (ConnectException e) {
            undo(item, triedBefore);
            failed(item, "cannot connect", Optional.empty());
        } catch (IOException e) {
            failed(item, IoFailure.text(e), Optional.empty());
        }
    }

    private void settle(QueuedVcon item, Payload payload, boolean triedBefore, EndpointResponse response) {
        switch (response.meaning()) {
            case TAKEN -> delivered(item, payload, response);
            case KNOWN -> known(item, payload, triedBefore, response);
            case KEY_REFUSED -> {
                undo(item, triedBefore);
                meter.retried(name());
                if (queue.refused(item)) {
                    log.paused(response.status());
                }
            }
            case LATER -> failed(item, "HTTP " + response.status(), response.retryAfter());
            case REFUSED ->
                quarantine(
                        item,
                        payload.bytes(),
                        Quarantine.REFUSED,
                        answer(response.status(), "refused", response.body()));
        }
    }

    /** 409: the endpoint has this uuid. The same vCon, if it says so, or if an earlier try had no answer. */
    private void known(QueuedVcon item, Payload payload, boolean triedBefore, EndpointResponse response) {
        if (triedBefore || response.names(payload.bytes())) {
            delivered(item, payload, response);
        } else {
            var answer = answer(response.status(), "the endpoint has another vCon with this uuid", response.body());
            quarantine(item, payload.bytes(), Quarantine.CONFLICT, answer);
        }
    }

    /** Without the acknowledgement on the disk it is sent again, which its uuid makes harmless. */
    private void delivered(QueuedVcon item, Payload payload, EndpointResponse response) {
        var receipt = StrictJson.newObject()
                .put("status", response.status())
                .put("time", now())
                .put("digest", payload.digest());
        try {
            records.acknowledge(name(), item.file(), receipt);
        } catch (IOException e) {
            log.disk("acknowledge", e);
            hindered(item);
            return;
        }
        if (queue.settled(item)) {
            log.back();
        }
        if (payload.trimmed()) {
            meter.trimmed(name());
        }
        meter.delivered(name());
    }

    private void quarantine(QueuedVcon item, byte[] sent, Quarantine why, ObjectNode answer) {
        try {
            records.quarantine(name(), item.file(), sent, answer);
        } catch (IOException e) {
            log.disk("quarantine", e);
            hindered(item);
            return;
        }
        if (sent.length == 0) {
            queue.gone(item);
        } else if (queue.settled(item)) {
            log.back();
        }
        meter.quarantined(name(), why);
        log.quarantined(item, why);
    }

    private void failed(QueuedVcon item, String why, Optional<Duration> askedWait) {
        meter.retried(name());
        if (queue.failed(item, askedWait)) {
            log.resting(why);
        }
    }

    private void hindered(QueuedVcon item) {
        meter.retried(name());
        queue.hindered(item);
    }

    /** A full disk must not stop deliveries: without this note only a 409 is harder to understand. */
    private boolean begin(QueuedVcon item, Payload payload) {
        try {
            return records.begin(name(), item.file(), payload.digest());
        } catch (IOException e) {
            log.disk("write a note", e);
            return false;
        }
    }

    private void undo(QueuedVcon item, boolean triedBefore) {
        if (!triedBefore) {
            try {
                records.undo(name(), item.file());
            } catch (IOException e) {
                log.disk("write a note", e);
            }
        }
    }

    private static ObjectNode answer(int status, String reason, String body) {
        return StrictJson.newObject()
                .put("status", status)
                .put("reason", reason)
                .put("time", now())
                .put("body", body);
    }

    private static String now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS).toString();
    }

    private String name() {
        return queue.name();
    }
}

package org.sipverify.sip.hep;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.sipverify.sip.hep.HepMeter.Loss;
import org.sipverify.sip.trace.MessageTrace;
import org.sipverify.sip.trace.TracedMessage;

/**
 * Sends a copy of every message to a collector. Whoever brings a message only puts it into a bounded queue; the newest is
 * lost when that is full. One thread of its own does the rest.
 */
public final class HepExporter implements MessageTrace, AutoCloseable {
    private static final Logger LOG = LogManager.getLogger();
    private static final Duration LAST_SENDING = Duration.ofSeconds(2);
    private static final long BETWEEN_LINES = TimeUnit.MINUTES.toNanos(1);

    private final HepConfig config;
    private final HepMeter meter;
    private final BlockingQueue<TracedMessage> waiting;
    private final AtomicLong bytesWaiting = new AtomicLong();
    private final Thread thread = new Thread(this::run, "hep");
    private long quietUntil = System.nanoTime(); // of the thread alone

    private HepExporter(HepConfig config, HepMeter meter) {
        this.config = config;
        this.meter = meter;
        this.waiting = new ArrayBlockingQueue<>(config.queue().messages());
        thread.setDaemon(true);
    }

    /** Begins to send; whether anybody is there is found out on the way. */
    public static HepExporter start(HepConfig config, HepMeter meter) {
        var exporter = new HepExporter(config, meter);
        exporter.thread.start();
        return exporter;
    }

    @Override
    public void message(TracedMessage message) {
        var size = message.bytes().length;
        if (bytesWaiting.addAndGet(size) > config.queue().bytes() || !waiting.offer(message)) {
            bytesWaiting.addAndGet(-size);
            meter.lost(Loss.QUEUE_FULL);
        }
    }

    private void run() {
        try (var collector = new Collector(config)) {
            lookUp(collector);
            var export = MessageTrace.shielded(message -> export(collector, message));
            try {
                while (true) {
                    export.message(taken(waiting.take()));
                }
            } catch (InterruptedException closed) {
                for (var message = waiting.poll(); message != null; message = waiting.poll()) {
                    export.message(taken(message));
                }
            }
        }
    }

    private TracedMessage taken(TracedMessage message) {
        bytesWaiting.addAndGet(-message.bytes().length);
        return message;
    }

    private void lookUp(Collector collector) {
        try {
            collector.lookUpIfDue();
        } catch (IOException e) {
            warn(e);
        }
    }

    private void export(Collector collector, TracedMessage message) {
        var packet = HepPacket.of(message, config);
        if (packet.isEmpty()) {
            meter.lost(Loss.TOO_LARGE);
            return;
        }
        try {
            collector.send(packet.get());
            meter.sent();
        } catch (IOException e) {
            meter.lost(Loss.UNREACHABLE);
            warn(e);
        }
    }

    private void warn(IOException problem) {
        if (System.nanoTime() - quietUntil >= 0) {
            quietUntil = System.nanoTime() + BETWEEN_LINES;
            LOG.warn(
                    "the HEP collector {}:{} cannot be reached: {}; not logged again for a minute",
                    config.host(),
                    config.port(),
                    problem.toString());
        }
    }

    /** Sends what is waiting, for two seconds at most, and ends. */
    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(LAST_SENDING.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

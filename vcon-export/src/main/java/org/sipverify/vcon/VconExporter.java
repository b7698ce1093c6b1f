package org.sipverify.vcon;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.sipverify.vcon.Vcon.Party;

/**
 * Writes finished calls to a directory, one file each, on a thread of its own behind a bounded queue: {@code
 * DIRECTORY/2026-11-20/UUID.vcon}. A file appears whole or not at all.
 */
public final class VconExporter implements AutoCloseable {
    private static final Logger LOG = LogManager.getLogger();
    private static final int QUEUE = 10_000;

    private final ObjectMapper json = new ObjectMapper();
    private final Path directory;
    private final VconUuids uuids;
    private final InstantSource clock = InstantSource.system();
    private final AtomicLong lost = new AtomicLong();
    private final ThreadPoolExecutor writer = new ThreadPoolExecutor(
            1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(QUEUE), task -> new Thread(task, "vcon-writer"));

    /** Keeps vCons in this directory, which is made when the first call ends. */
    public VconExporter(Path directory, String host) {
        this.directory = directory;
        this.uuids = new VconUuids(host);
    }

    /** Opens the notes on a call; closing them has the call written down. */
    public CallNotes open(String callId, Instant start, Party caller, Party callee) {
        return new CallNotes(uuids.next(start.toEpochMilli()), callId, start, caller, callee, clock, this::queue);
    }

    /** Calls of which no vCon could be written: the queue was full or the disk failed. */
    public long lost() {
        return lost.get();
    }

    private void queue(Vcon vcon) {
        try {
            writer.execute(() -> write(vcon));
        } catch (RejectedExecutionException full) {
            lose(vcon, "the queue is full");
        }
    }

    private void write(Vcon vcon) {
        try {
            var day = Files.createDirectories(directory.resolve(vcon.createdAt().substring(0, 10)));
            var draft = Files.createTempFile(day, vcon.uuid().toString(), ".tmp");
            json.writeValue(draft.toFile(), vcon);
            Files.move(draft, day.resolve(vcon.uuid() + ".vcon"), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            lose(vcon, e.toString());
        }
    }

    /** Says so at the first loss; from then on the count tells, so that a full disk does not fill the log too. */
    private void lose(Vcon vcon, String why) {
        if (lost.getAndIncrement() == 0) {
            LOG.error("vCon {} is lost, and more may be: {}", vcon.uuid(), why);
        }
    }

    /** Writes what is queued, for at most ten seconds. */
    @Override
    public void close() {
        writer.shutdown();
        try {
            if (!writer.awaitTermination(10, TimeUnit.SECONDS)) {
                LOG.error(
                        "{} vCons were not written in time",
                        writer.shutdownNow().size());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

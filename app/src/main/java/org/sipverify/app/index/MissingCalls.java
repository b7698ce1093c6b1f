package org.sipverify.app.index;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.sipverify.formats.file.IoFailure;
import org.sipverify.index.CallIndex;
import org.sipverify.vcon.read.Times;
import org.sipverify.vcon.read.VconFiles;

/**
 * Makes good what an earlier run has lost: after the start it looks through the vCons since then, on a thread of its own,
 * and gives way to the calls.
 */
public final class MissingCalls implements AutoCloseable {
    private static final Logger LOG = LogManager.getLogger();
    private static final long PAUSE = 50_000_000;
    private static final int UUID_LENGTH = 36;
    private static final String REDACTED = "redacted";

    private final CallIndex index;
    private final IndexFeed feed;
    private final Optional<Path> vcons;
    private final Thread thread = new Thread(this::run, "call-index-missing");
    private volatile boolean closing;
    private long seen;

    private MissingCalls(CallIndex index, Optional<Path> vcons) {
        this.index = index;
        this.feed = new IndexFeed(index);
        this.vcons = vcons;
        thread.setDaemon(true);
    }

    /**
     * Begins to look.
     *
     * @param vcons where they are; absent when there are none, so that nothing can be made good
     */
    public static MissingCalls lookFor(CallIndex index, Optional<Path> vcons) {
        var missing = new MissingCalls(index, vcons);
        missing.thread.start();
        return missing;
    }

    private void run() {
        try {
            var since = index.awaitMissing();
            if (since.isPresent()) {
                look(since.get());
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            LOG.warn(
                    "cannot look through the vCons for calls that the index lacks: {}; \"sip-verify index rebuild\" does",
                    IoFailure.text(e));
        }
    }

    private void look(Instant since) throws IOException {
        if (vcons.isPresent() && Files.isDirectory(vcons.get())) {
            visit(vcons.get(), since);
            LOG.info("looked through {} vCons since {} for calls that the index lacked", seen, since);
        }
        if (!closing) {
            index.complete();
        }
    }

    private void visit(Path directory, Instant since) throws IOException {
        var first = LocalDate.ofInstant(since, ZoneOffset.UTC);
        VconFiles.visit(directory, day -> !closing && !day.isBefore(first), new VconFiles.Visitor() {
            @Override
            public void file(Path file) {
                if (!directory.relativize(file).startsWith(REDACTED)) {
                    offer(file, since);
                }
            }

            @Override
            public void unreadable(Path file, IOException problem) {
                LOG.warn("the index cannot look into {}: {}", file, IoFailure.text(problem));
            }
        });
    }

    private void offer(Path file, Instant since) {
        var name = String.valueOf(file.getFileName());
        var uuid = name.substring(0, Math.min(UUID_LENGTH, name.length()));
        var createdAt = Times.ofUuid(uuid).filter(it -> !it.isBefore(since));
        if (createdAt.isPresent()) {
            while (!closing && !index.isCalm()) {
                LockSupport.parkNanos(PAUSE);
            }
            seen++;
            feed.found(UUID.fromString(uuid), createdAt.get(), file);
        }
    }

    @Override
    public void close() {
        closing = true;
        thread.interrupt();
        LockSupport.unpark(thread);
    }
}

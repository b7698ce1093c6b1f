package org.sipverify.vcon.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sipverify.vcon.store.FileStore.Item;

/** Each deletion by retention is a line in the log: how many vCons, and why. */
class RetentionLogTest {
    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
    private static final int SIZE = 1000;

    @TempDir
    private Path directory;

    private final List<String> lines = Collections.synchronizedList(new ArrayList<>());
    private final Logger logger = (Logger) LogManager.getLogger(Retention.class);
    private final AbstractAppender appender = new AbstractAppender("lines", null, null, true, Property.EMPTY_ARRAY) {
        @Override
        public void append(LogEvent event) {
            lines.add(event.getLevel() + " " + event.getMessage().getFormattedMessage());
        }
    };

    @BeforeEach
    void capture() {
        appender.start();
        logger.addAppender(appender);
        logger.setLevel(Level.INFO);
    }

    @AfterEach
    void release() {
        logger.removeAppender(appender);
    }

    @Test
    void ageIsAReason() throws Exception {
        write(NOW.minus(Duration.ofDays(31)), NOW.minus(Duration.ofDays(40)), NOW.minusSeconds(1));

        sweep(Duration.ofDays(30), 0, RemovalListener.NOBODY);

        assertEquals(List.of("INFO retention deleted 2 vCon(s): older than vcon.retention.max-age, 720 hours"), lines);
    }

    @Test
    void sizeIsAReason() throws Exception {
        write(IntStream.rangeClosed(1, 3).mapToObj(NOW::minusSeconds).toArray(Instant[]::new));

        sweep(Duration.ZERO, 2 * SIZE, RemovalListener.NOBODY);

        assertEquals(
                List.of("INFO retention deleted 1 vCon(s): all vCons together exceeded vcon.retention.max-size,"
                        + " 2000 bytes"),
                lines);
    }

    @Test
    void bothReasonsHaveTheirOwnLines() throws Exception {
        write(NOW.minus(Duration.ofDays(31)), NOW.minusSeconds(2), NOW.minusSeconds(1));

        sweep(Duration.ofDays(30), SIZE, RemovalListener.NOBODY);

        assertEquals(2, lines.size(), lines::toString);
    }

    @Test
    void whereNothingIsDeletedNothingIsLogged() throws Exception {
        write(NOW.minusSeconds(1));

        sweep(Duration.ofDays(30), 2 * SIZE, RemovalListener.NOBODY);

        assertEquals(List.of(), lines);
    }

    @Test
    void whatWasDeletedBeforeAFailureIsLoggedToo() throws Exception {
        write(NOW.minus(Duration.ofDays(40)), NOW.minus(Duration.ofDays(31)));
        var once = new RemovalListener() {
            private int calls;

            @Override
            public void removing(UUID uuid, Path file) throws IOException {
                if (calls++ > 0) {
                    throw new IOException("not yet");
                }
            }

            @Override
            public void removed(UUID uuid, Path file) {}
        };

        assertThrows(IOException.class, () -> sweep(Duration.ofDays(30), 0, once));

        assertEquals(List.of("INFO retention deleted 1 vCon(s): older than vcon.retention.max-age, 720 hours"), lines);
    }

    private void sweep(Duration maxAge, long maxSize, RemovalListener listener) throws IOException {
        var config = new StoreConfig(directory, false, maxAge, maxSize);
        try (var retention = new Retention(config, () -> NOW, listener, deleted -> {})) {
            retention.sweep();
        }
    }

    private void write(Instant... times) throws IOException {
        for (var time : times) {
            var uuid = new UUID(time.toEpochMilli() << 16 | 0x8000, 1L << 63);
            var files = new FileStore(directory, false)
                    .write(List.of(new Item("", uuid, time, new byte[SIZE], true)), () -> {});
            assertEquals(true, Files.exists(files.get(0)));
        }
    }
}

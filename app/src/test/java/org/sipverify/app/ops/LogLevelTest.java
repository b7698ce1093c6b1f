package org.sipverify.app.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.sipverify.testkit.Eventually;

class LogLevelTest {
    private final List<String> levels = new CopyOnWriteArrayList<>();
    private final LogLevel level = new LogLevel("INFO", levels::add);

    @AfterEach
    void close() {
        level.close();
    }

    @Test
    void itGoesBackByItself() {
        level.override("DEBUG", Duration.ofMillis(10));

        Eventually.isTrue(() -> levels.equals(List.of("DEBUG", "INFO")), levels::toString);
        assertEquals("INFO", level.now());
        assertTrue(level.until().isEmpty());
    }

    @Test
    void aConfigurationThatChangesMeanwhileIsInForceAfterwards() {
        level.override("DEBUG", Duration.ofHours(1));
        level.configure("WARN");
        assertEquals("DEBUG", level.now());

        level.override("TRACE", Duration.ofMillis(10));

        Eventually.isTrue(() -> levels.equals(List.of("DEBUG", "TRACE", "WARN")), levels::toString);
    }

    @Test
    void otherwiseItIsInForceAtOnce() {
        level.configure("WARN");

        assertEquals(List.of("WARN"), levels);
        assertEquals("WARN", level.now());
    }
}

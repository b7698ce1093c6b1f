package org.sipverify.vcon.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.ConfigException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sipverify.testkit.Eventually;

/** A conserver whose queue is long gets nothing until it is shorter. */
class QueueWatchTest {
    @TempDir
    private Path directory;

    private Store store;
    private Receiver receiver;
    private final Count count = new Count();

    @BeforeEach
    void open() throws IOException {
        store = new Store(directory);
        receiver = new Receiver().behave(new Conserver());
    }

    @AfterEach
    void close() throws IOException {
        receiver.close();
    }

    @Test
    void aLongQueueHoldsVconsBackUntilItIsShorter() throws Exception {
        receiver.queue = "{\"list_name\": \"calls\", \"depth\": 100}";

        try (var delivery = start("max-queue-depth = 100")) {
            var state = delivery.endpoints().get(0);
            Eventually.isTrue(state::held);
            store.fill(5);
            Eventually.isTrue(() -> state.waiting() == 5);
            assertEquals(100, state.queueDepth());
            var before = receiver.asked.size();
            Eventually.isTrue(() -> receiver.asked.size() > before + 2);
            assertEquals(0, receiver.requests.size());
            receiver.queue = "{\"list_name\": \"calls\", \"depth\": 99}";

            Eventually.isTrue(() -> count.of("delivered") == 5);
            assertEquals(99, state.queueDepth());
        }

        var both = Set.of("/api/stats/queue?list_name=calls", "/api/stats/queue?list_name=other");
        assertEquals(both, Set.copyOf(receiver.asked));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{\"detail\": \"Failed to get queue depth\"}", "{\"depth\": \"100\"}"})
    void whoCannotTellIsNotHeldBack(String answer) throws Exception {
        receiver.queue = answer;
        store.fill(5);

        try (var delivery = start("max-queue-depth = 1")) {
            Eventually.isTrue(() -> count.of("delivered") == 5 && receiver.asked.size() > 2);
            assertEquals(QueueWatch.UNKNOWN, delivery.endpoints().get(0).queueDepth());
        }
    }

    @Test
    void withoutALimitNobodyIsAsked() throws Exception {
        store.fill(5);

        try (var delivery = start("max-queue-depth = 0")) {
            Eventually.isTrue(() -> count.of("delivered") == 5);
            assertEquals(1, delivery.endpoints().size());
        }

        assertTrue(receiver.asked.isEmpty(), receiver.asked::toString);
    }

    @Test
    void onlyAConserverHasQueues() {
        var hook = "endpoints = [{ name = hook, profile = webhook, url = \"https://a.example\", max-queue-depth = 5 }]";

        var mistake = assertThrows(ConfigException.class, () -> Settings.read(hook));

        assertTrue(String.valueOf(mistake.getMessage()).contains("only a conserver has queues"), mistake.getMessage());
    }

    private Delivery start(String more) {
        var text = "endpoints = [{ name = archive, profile = conserver, token = \"" + Conserver.KEY + "\", url = \""
                + receiver.url() + "/api\", ingress-lists = [calls, other], queue-depth-interval = 20 ms, " + more
                + " }]";
        return Delivery.start(Settings.read("scan-interval = 50 ms\n" + text), directory, count, Eventually.PATIENCE);
    }
}

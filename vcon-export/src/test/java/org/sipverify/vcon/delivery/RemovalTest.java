package org.sipverify.vcon.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sipverify.testkit.Eventually;
import org.sipverify.vcon.delivery.Receiver.Manner;

/** A vCon that goes from the store while it is on its way. */
class RemovalTest extends AtHook {
    private final CountDownLatch gone = new CountDownLatch(1);
    private UUID uuid;
    private Path file;

    @BeforeEach
    void put() throws IOException {
        uuid = store.nextId();
        file = store.put(uuid);
    }

    @ParameterizedTest
    @MethodSource("answers")
    void whatIsRemovedWhileItIsSentLeavesNothingBehind(Manner answer, String end) throws Exception {
        removedWhileItIsSent(answer, end, delivery -> {
            delivery.removing(uuid, file);
            Files.delete(file);
            delivery.removed(file);
        });
    }

    @ParameterizedTest
    @MethodSource("answers")
    void whatIsRemovedBySomebodyWhoDoesNotTellLeavesNothingBehind(Manner answer, String end) throws Exception {
        removedWhileItIsSent(answer, end, delivery -> Files.delete(file));
    }

    private void removedWhileItIsSent(Manner answer, String end, Removal removal) throws Exception {
        receiver.behave(onceItIsGone(answer));

        try (var delivery = start("")) {
            Eventually.isTrue(() -> receiver.requests.size() == 1);
            removal.from(delivery);
            gone.countDown();

            count.reaches(end, 1);
        }

        assertEquals(List.of(), kept());
    }

    private interface Removal {
        void from(Delivery delivery) throws IOException;
    }

    static Stream<Arguments> answers() {
        return Stream.of(
                argumentSet("taken", Receiver.status(201), "delivered"),
                argumentSet("refused", Receiver.status(422), "REFUSED"),
                argumentSet("failed", Receiver.status(500), "REMOVED"),
                argumentSet("half an answer", Receiver.half(), "REMOVED"),
                argumentSet("a wrong key", Receiver.status(401), "REMOVED"));
    }

    /** Retention has told of it and not deleted it yet. */
    @Test
    void anAnswerJustBeforeTheRemovalLeavesNothingBehind() throws Exception {
        receiver.behave(onceItIsGone(Receiver.status(201)));

        try (var delivery = start("")) {
            Eventually.isTrue(() -> receiver.requests.size() == 1);
            delivery.removing(uuid, file);
            gone.countDown();
            count.reaches("delivered", 1);
            Files.delete(file);
            delivery.removed(file);
        }

        assertEquals(List.of(), kept());
    }

    private Manner onceItIsGone(Manner answer) {
        return (request, exchange) -> {
            try {
                gone.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            answer.answer(request, exchange);
        };
    }

    private List<Path> kept() throws IOException {
        try (var files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.endsWith(".complete"))
                    .toList();
        }
    }
}

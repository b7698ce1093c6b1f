package org.sipverify.sip.client;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.sipverify.sip.guard.MessageGuard;
import org.sipverify.sip.guard.ValidMessage;
import org.sipverify.sip.transport.Receiver;
import org.sipverify.sip.transport.TransportLimits;
import org.sipverify.sip.transport.Wire;

/** Responses to a {@link CallProbe}, until the call reads them. */
final class ResponseInbox implements Receiver {
    private static final int MOST_WAITING = 64;

    private final BlockingQueue<Received> inbox = new ArrayBlockingQueue<>(MOST_WAITING);
    private final MessageGuard guard;

    /** @param response null when the connection is broken */
    private record Received(Wire wire, @Nullable ValidMessage response) {}

    ResponseInbox(TransportLimits limits) {
        guard = new MessageGuard(limits.message().ofGuard());
    }

    @Override
    public void received(Wire wire, byte[] message) {
        wire.handled();
        guard.check(message, message.length, true)
                .match(
                        Optional::of,
                        rejected -> Optional.<ValidMessage>empty(),
                        ignored -> Optional.<ValidMessage>empty())
                .filter(valid -> !valid.isRequest())
                .ifPresent(valid -> keep(new Received(wire, valid)));
    }

    @Override
    public void broken(Wire wire, IOException why) {
        keep(new Received(wire, null));
    }

    /** The oldest is dropped: the response that ends the wait comes last. */
    private void keep(Received received) {
        while (!inbox.offer(received)) {
            inbox.poll();
        }
    }

    /**
     * Waits for a response to the INVITE of that branch.
     *
     * @param deadline of {@link System#nanoTime()}
     * @return empty when none arrives by then
     * @throws IOException when the connection it should arrive on is broken
     */
    Optional<ValidMessage> next(Wire wire, String branch, long deadline) throws IOException, InterruptedException {
        while (true) {
            var received = inbox.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (received == null) {
                return Optional.empty();
            }
            var response = received.response();
            if (response == null && received.wire() == wire) {
                throw new IOException("no server listens there, or the connection was closed");
            }
            if (response != null
                    && response.branch().equals(Optional.of(branch))
                    && response.method().equals("INVITE")) {
                return Optional.of(response);
            }
        }
    }
}

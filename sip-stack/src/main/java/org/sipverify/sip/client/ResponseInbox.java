package org.sipverify.sip.client;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.sipverify.sip.guard.Limits;
import org.sipverify.sip.guard.MessageGuard;
import org.sipverify.sip.guard.ValidMessage;
import org.sipverify.sip.transport.Receiver;
import org.sipverify.sip.transport.TransportLimits;
import org.sipverify.sip.transport.Wire;

/** What the network brings back to a {@link CallProbe}, until the call asks for it. */
final class ResponseInbox implements Receiver {
    private static final int MOST_WAITING = 64;

    private final BlockingQueue<Heard> heard = new ArrayBlockingQueue<>(MOST_WAITING);
    private final MessageGuard guard;

    /** @param response null when the wire is broken */
    private record Heard(Wire wire, @Nullable ValidMessage response) {}

    ResponseInbox(TransportLimits limits) {
        guard = new MessageGuard(
                Limits.of(limits.message().maxHeader(), limits.message().maxBody()));
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
                .ifPresent(valid -> keep(new Heard(wire, valid)));
    }

    @Override
    public void broken(Wire wire, IOException why) {
        keep(new Heard(wire, null));
    }

    /** The oldest gives way: what ends the wait comes last. */
    private void keep(Heard news) {
        while (!heard.offer(news)) {
            heard.poll();
        }
    }

    /**
     * Waits for a response to the INVITE of that branch.
     *
     * @param deadline of {@link System#nanoTime()}
     * @return absent when none comes until then
     * @throws IOException when the wire it should come by is broken
     */
    Optional<ValidMessage> next(Wire wire, String branch, long deadline) throws IOException, InterruptedException {
        while (true) {
            var news = heard.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (news == null) {
                return Optional.empty();
            }
            var response = news.response();
            if (response == null && news.wire() == wire) {
                throw new IOException("nobody listens there, or the connection was closed");
            }
            if (response != null
                    && response.branch().equals(Optional.of(branch))
                    && response.method().equals("INVITE")) {
                return Optional.of(response);
            }
        }
    }
}

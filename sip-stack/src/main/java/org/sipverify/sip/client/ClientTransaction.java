package org.sipverify.sip.client;

import io.netty.util.Timeout;
import java.io.IOException;
import java.time.Duration;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;
import org.sipverify.sip.transport.Transport;

/** What both client transactions of RFC 3261 section 17.1 have in common. Its methods run in the lane of the call. */
abstract class ClientTransaction {
    private static final Logger LOG = LogManager.getLogger();

    private final ClientTransactions table;
    private final Key key;
    private final String callId;
    private final Flow flow;
    private User user;
    private @Nullable Timeout resend;
    private @Nullable Timeout limit;
    private boolean over;

    /** What a response is matched by (RFC 3261 section 17.1.3). */
    record Key(String branch, String method) {}

    /** Who sent the request. */
    interface User {
        /** For the CANCEL, whose response changes nothing. */
        User NONE = new User() {
            @Override
            public void response(Response response) {}

            @Override
            public void failed(RequestFailure.Kind kind, String why) {}
        };

        void response(Response response);

        void failed(RequestFailure.Kind kind, String why);

        /** A 2xx to an INVITE after it was given up. */
        default void answeredLate(Response response) {}
    }

    /** Who has been told that the request failed; a 2xx needs an ACK all the same. */
    private record GivenUp(User sender) implements User {
        @Override
        public void response(Response response) {
            if (response.isSuccess()) {
                sender.answeredLate(response);
            }
        }

        @Override
        public void failed(RequestFailure.Kind kind, String why) {}
    }

    ClientTransaction(ClientTransactions table, Key key, SentMessage message, User user) {
        this.table = table;
        this.key = key;
        this.callId = message.request().ids().callId();
        this.flow = message.flow();
        this.user = user;
    }

    /**
     * Sends the request.
     *
     * @param patience how long to wait for the first response of an INVITE, or the final one of another request, if that
     *     is shorter than the standard's time
     */
    final void start(Duration patience) {
        if (!table.add(this)) {
            user.failed(RequestFailure.Kind.OVERLOADED, "too many requests are under way");
            return;
        }
        if (!isReliable()) {
            resendAfter(timing().t1(), System.nanoTime());
        }
        if (patience.compareTo(timing().timeout()) < 0) {
            within(patience, this::outOfPatience);
        } else {
            within(timing().timeout(), this::unanswered);
        }
        send(message());
    }

    /** The request, as long as it may have to be sent again. */
    abstract byte[] message();

    /** The pause after the one that is over. */
    abstract Duration next(Duration pause);

    /** Whether the request is sent again now. */
    abstract boolean isUnanswered();

    abstract void received(Response response);

    /** Timers B and F. */
    abstract void unanswered();

    /** The patience of the sender is at an end before them. */
    void outOfPatience() {
        unanswered();
    }

    /** Counts from when the last one was due, so that the lateness of timers does not add up. */
    private void resendAfter(Duration pause, long before) {
        var due = before + pause.toNanos();
        var left = Duration.ofNanos(Math.max(0, due - System.nanoTime()));
        resend = table.timer().after(left, callId, () -> {
            if (!over && isUnanswered()) {
                resendAfter(next(pause), due);
                send(message());
            }
        });
    }

    /** Replaces the timer that ends the present state; the task looks at the state itself. */
    final void within(Duration time, Runnable task) {
        stop(limit);
        limit = table.timer().after(time, callId, () -> {
            if (!over) {
                task.run();
            }
        });
    }

    final void stopResending() {
        stop(resend);
    }

    final void send(byte[] bytes) {
        if (!isSent(bytes)) {
            broken();
        }
    }

    /** Hands it to the network, which may refuse it. */
    final boolean isSent(byte[] bytes) {
        try {
            flow.wire().send(bytes);
            return true;
        } catch (IOException e) {
            LOG.debug("could not send a request: {}", e.toString());
            return false;
        }
    }

    /** RFC 3261 section 17.1.4. */
    final void broken() {
        fail(RequestFailure.Kind.UNREACHABLE, "no server listens there, or the connection was closed");
    }

    final void fail(RequestFailure.Kind kind, String why) {
        if (!over) {
            var told = user;
            end();
            told.failed(kind, why);
        }
    }

    /** The request failed for its sender, but what the peer still sends is handled. */
    final void giveUp(RequestFailure.Kind kind, String why) {
        var told = user;
        user = new GivenUp(told);
        stopResending();
        within(timing().timeout(), this::end);
        told.failed(kind, why);
    }

    final void pass(Response response) {
        user.response(response);
    }

    /** The sender has its final response; what follows is between the two transactions. */
    final void forget() {
        user = User.NONE;
    }

    /** After a final response: waits for its retransmissions, which only UDP has. */
    final void endAfter(Duration time) {
        stopResending();
        if (isReliable()) {
            end();
        } else {
            within(time, this::end);
        }
    }

    final void end() {
        if (!over) {
            over = true;
            stop(resend);
            stop(limit);
            table.remove(this);
        }
    }

    private static void stop(@Nullable Timeout timer) {
        if (timer != null) {
            timer.cancel();
        }
    }

    final boolean isReliable() {
        return flow.transport() != Transport.UDP;
    }

    final ClientTransactions table() {
        return table;
    }

    final Timing timing() {
        return table.timing();
    }

    final Key key() {
        return key;
    }

    final String callId() {
        return callId;
    }

    final Flow flow() {
        return flow;
    }
}

package org.sipverify.sip.client;

import java.time.Duration;

/** The client transaction of every request but INVITE and ACK (RFC 3261 section 17.1.2). */
final class NonInviteClientTransaction extends ClientTransaction {
    private static final byte[] NOTHING = {};

    private enum State {
        TRYING,
        PROCEEDING,
        COMPLETED
    }

    private State state = State.TRYING;
    private byte[] message;

    NonInviteClientTransaction(ClientTransactions table, SentMessage request, User user) {
        this(table, request.request().method(), request, request.bytes(), user);
    }

    /** @param method that of the message, which for a CANCEL is not that of the request it belongs to */
    NonInviteClientTransaction(
            ClientTransactions table, String method, SentMessage request, byte[] message, User user) {
        super(table, new Key(request.branch(), method), request, user);
        this.message = message;
    }

    @Override
    byte[] message() {
        return message;
    }

    /** Timer E. */
    @Override
    Duration next(Duration pause) {
        return state == State.PROCEEDING ? timing().t2() : timing().doubled(pause);
    }

    @Override
    boolean isUnanswered() {
        return state != State.COMPLETED;
    }

    /** Timer F. */
    @Override
    void unanswered() {
        if (state != State.COMPLETED) {
            fail(RequestFailure.Kind.TIMEOUT, "no final response in time");
        }
    }

    @Override
    void received(Response response) {
        if (state == State.COMPLETED) {
            return; // a retransmission
        }
        if (response.isProvisional()) {
            state = State.PROCEEDING;
            pass(response);
        } else {
            state = State.COMPLETED;
            message = NOTHING;
            endAfter(timing().t4()); // Timer K
            pass(response);
            forget();
        }
    }
}

package org.sipverify.sip.client;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.sipverify.sip.Headers;

/** The INVITE client transaction (RFC 3261 section 17.1.1, RFC 6026 section 7.2). */
final class InviteClientTransaction extends ClientTransaction {
    private enum State {
        CALLING,
        PROCEEDING,
        /** A final response other than 2xx has come; the ACK is sent again with each of its retransmissions. */
        COMPLETED,
        /** A 2xx has come; the application acknowledges it, and each that follows. */
        ACCEPTED
    }

    private State state = State.CALLING;
    private @Nullable SentMessage invite;
    /** The INVITE, then its ACK. */
    private byte[] message;

    private @Nullable Headers cancelWish;
    private boolean cancelled;

    InviteClientTransaction(ClientTransactions table, SentMessage invite, User user) {
        super(table, new Key(invite.branch(), "INVITE"), invite, user);
        this.invite = invite;
        this.message = invite.bytes();
    }

    @Override
    byte[] message() {
        return message;
    }

    /** Timer A. */
    @Override
    Duration next(Duration pause) {
        return pause.multipliedBy(2);
    }

    @Override
    boolean isUnanswered() {
        return state == State.CALLING;
    }

    /** Timer B. */
    @Override
    void unanswered() {
        if (state == State.CALLING) {
            fail(RequestFailure.Kind.TIMEOUT, "no final response in time");
        }
    }

    /**
     * The INVITE may have arrived: a peer that rings late is sent a CANCEL, which must wait for that (RFC 3261 section
     * 9.1), and one that answers late is the application's concern.
     */
    @Override
    void outOfPatience() {
        if (state == State.CALLING) {
            cancelWish = cancelWish == null ? Headers.NONE : cancelWish;
            giveUp(RequestFailure.Kind.TIMEOUT, "no final response in time");
        }
    }

    @Override
    void received(Response response) {
        switch (state) {
            case CALLING, PROCEEDING -> first(response);
            case COMPLETED -> {
                if (response.status() >= 300) {
                    send(message);
                }
            }
            case ACCEPTED -> {
                if (response.isSuccess()) {
                    pass(response);
                }
            }
        }
    }

    private void first(Response response) {
        if (response.isProvisional()) {
            proceed();
            pass(response);
        } else if (response.isSuccess()) {
            state = State.ACCEPTED;
            release();
            stopResending();
            within(timing().timeout(), this::end); // Timer M
            pass(response);
        } else {
            complete(response);
        }
    }

    private void proceed() {
        stopResending();
        state = State.PROCEEDING;
        if (cancelWish != null) {
            cancel(cancelWish);
        }
    }

    /** The ACK leaves before the application decides anything. */
    private void complete(Response response) {
        state = State.COMPLETED;
        if (invite != null) {
            message = invite.ack(response);
        }
        release();
        if (isSent(message)) {
            endAfter(timing().timeout()); // Timer D
        } else {
            end(); // the response counts all the same
        }
        pass(response);
        forget();
    }

    /** An answered INVITE is not sent again. */
    private void release() {
        invite = null;
    }

    /** Before a provisional response the wish is remembered (RFC 3261 section 9.1). */
    void cancel(Headers reason) {
        if (state == State.CALLING) {
            cancelWish = reason;
        } else if (state == State.PROCEEDING && !cancelled && invite != null) {
            cancelled = true;
            new NonInviteClientTransaction(table(), "CANCEL", invite, invite.cancel(reason), User.NONE)
                    .start(timing().timeout());
            within(timing().timeout(), this::neverAnswered);
        }
    }

    /** A peer that does not know CANCEL may never answer. */
    private void neverAnswered() {
        if (state == State.PROCEEDING) {
            fail(RequestFailure.Kind.TIMEOUT, "no final response after the CANCEL");
        }
    }
}

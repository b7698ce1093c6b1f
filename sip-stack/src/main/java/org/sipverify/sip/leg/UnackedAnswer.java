package org.sipverify.sip.leg;

import io.netty.util.Timeout;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A 2xx to an INVITE that has no ACK yet: it is repeated over every transport, because a proxy between may have lost it
 * (RFC 3261 section 13.3.1.4).
 */
final class UnackedAnswer {
    private final LegParts parts;
    private final String callId;
    private final int cseq;
    private final ServerTransaction transaction;
    private final OwnResponse answer;
    private final Runnable notAcknowledged;
    private @Nullable Timeout next;
    private boolean isOver;

    /** @param notAcknowledged run after 64 times T1 without an ACK */
    UnackedAnswer(
            LegParts parts,
            String callId,
            int cseq,
            ServerTransaction transaction,
            OwnResponse answer,
            Runnable notAcknowledged) {
        this.parts = parts;
        this.callId = callId;
        this.cseq = cseq;
        this.transaction = transaction;
        this.answer = answer;
        this.notAcknowledged = notAcknowledged;
    }

    void start() {
        transaction.respond(answer);
        repeatAfter(parts.timing().t1(), Duration.ZERO);
    }

    private void repeatAfter(Duration pause, Duration passed) {
        next = parts.timer().after(pause, callId, () -> {
            var now = passed.plus(pause);
            if (isOver) {
                return;
            }
            if (now.compareTo(parts.timing().timeout()) >= 0) {
                isOver = true;
                notAcknowledged.run();
            } else {
                transaction.respond(answer);
                repeatAfter(parts.timing().doubled(pause), now);
            }
        });
    }

    /** Whether the ACK of that number is its first. */
    boolean acknowledgedBy(int number) {
        boolean isFirst = !isOver && number == cseq;
        if (isFirst) {
            stop();
            transaction.acknowledged();
        }
        return isFirst;
    }

    void stop() {
        isOver = true;
        if (next != null) {
            next.cancel();
        }
    }
}

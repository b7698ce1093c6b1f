package org.sipverify.sip.stack;

import io.netty.util.Timeout;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;
import org.sipverify.sip.Answer;
import org.sipverify.sip.Delivery;
import org.sipverify.sip.IncomingCall;
import org.sipverify.sip.Invite;
import org.sipverify.sip.guard.ResponseTemplate;
import org.sipverify.sip.transport.LaneTimer;

/** One call until it is answered, and the thread that decides its answer. */
final class ServerCall implements IncomingCall {
    private static final Logger LOG = LogManager.getLogger();
    private static final Answer TERMINATED = new Answer(487, "Request Terminated");

    /** RFC 3261 section 17.2.1 allows 200 ms; most answers are ready sooner, which saves the message. */
    private static final Duration TRYING_AFTER = Duration.ofMillis(100);

    private final long began = System.nanoTime();
    private final Invite invite;
    private final ResponseTemplate template;
    private final InviteTransaction transaction;
    private final CallEnd end;
    private final ResponseSender sender;
    private final LaneTimer timer;
    private final AtomicBoolean answered = new AtomicBoolean();
    private volatile @Nullable Timeout trying;
    private @Nullable Thread worker;
    private boolean cancelled;

    ServerCall(
            Invite invite,
            ResponseTemplate template,
            InviteTransaction transaction,
            CallEnd end,
            ResponseSender sender,
            LaneTimer timer) {
        this.invite = invite;
        this.template = template;
        this.transaction = transaction;
        this.end = end;
        this.sender = sender;
        this.timer = timer;
    }

    @Override
    public Invite invite() {
        return invite;
    }

    @Override
    public Duration age() {
        return Duration.ofNanos(System.nanoTime() - began);
    }

    /**
     * A response and a retransmitted INVITE must not be processed concurrently: both are handled in the lane of the
     * call.
     */
    @Override
    public void answer(Answer answer, Consumer<Delivery> then) {
        if (!answered.compareAndSet(false, true)) {
            then.accept(Delivery.TOO_LATE);
            return;
        }
        var timeout = trying;
        if (timeout != null) {
            timeout.cancel();
        }
        timer.now(invite.callId(), () -> then.accept(send(answer)));
    }

    private Delivery send(Answer answer) {
        var response = write(Extensions.heeded(invite, SipsRules.kept(invite, answer)));
        sender.answering(response, transaction.source());
        var sent = transaction.answer(response.message());
        if (sent) {
            sender.counted(response);
        }
        LOG.debug("{}: call_id={}, status={}", sent ? "answered" : "not answered", invite.callId(), response.status());
        return new Delivery(sent ? Delivery.Kind.SENT : Delivery.Kind.NOT_SENT, response.status());
    }

    /** The caller gets a response even if writing the answer fails. */
    private ResponseSender.Written write(Answer answer) {
        var toTag = sender.toTag(transaction.key());
        try {
            return sender.write(template, answer, toTag, invite.transport());
        } catch (RuntimeException bug) {
            LOG.error("cannot write a response: the caller gets 500", bug);
            return sender.write(template, Answer.serverError(), toTag, invite.transport());
        }
    }

    @Override
    public void onEnd(Runnable action) {
        end.does(action);
    }

    /** Sends 100 Trying when the answer takes time, so that the caller stops retransmitting the INVITE. */
    void tellTrying() {
        trying = timer.after(TRYING_AFTER, invite.callId(), () -> {
            if (!answered.get()) {
                transaction.provisional(sender.trying(template));
            }
        });
    }

    /**
     * Handles the call on its own thread. A CANCEL that arrives before that thread has started has no thread to
     * interrupt, so the thread then interrupts itself and the call runs to its end all the same.
     */
    void runOn(Executor threads, Runnable task) {
        threads.execute(() -> {
            begin(Thread.currentThread());
            try {
                task.run();
            } finally {
                finish();
                end.release();
            }
        });
    }

    private synchronized void begin(Thread thread) {
        worker = thread;
        if (cancelled) {
            thread.interrupt();
        }
    }

    /** An interrupt must not reach the thread's next call. */
    private synchronized void finish() {
        worker = null;
        Thread.interrupted();
    }

    private synchronized void interrupt() {
        cancelled = true;
        if (worker != null) {
            worker.interrupt();
        }
    }

    /** RFC 3261 section 9.2: 487 to the INVITE, unless an answer crossed the CANCEL on its way. */
    void cancel() {
        LOG.debug("cancelled: call_id={}", invite.callId());
        answer(TERMINATED);
        interrupt();
    }
}

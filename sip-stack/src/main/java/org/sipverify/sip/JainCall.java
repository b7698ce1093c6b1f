package org.sipverify.sip;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import javax.sip.ServerTransaction;
import javax.sip.message.Response;
import org.jspecify.annotations.Nullable;

/** One INVITE server transaction and the thread that is answering it. */
final class JainCall implements IncomingCall {
    private static final Answer TERMINATED = new Answer(487, "Request Terminated");

    /** RFC 3261 section 17.2.1 allows 200 ms; most answers are sooner and save the message. */
    private static final Duration TRYING_AFTER = Duration.ofMillis(100);

    private final long began = System.nanoTime();
    private final Invite invite;
    private final ServerTransaction transaction;
    private final JainReplies replies;
    private final JainTimer timer;
    private final Runnable afterAnswer;
    private final String toTag = JainReplies.newTag();
    private final AtomicBoolean answered = new AtomicBoolean();
    private final AtomicBoolean ended = new AtomicBoolean();

    /** What keeps the call from being over: its transaction, and the thread that answers it, also after the answer. */
    private final AtomicInteger holders = new AtomicInteger(1);

    private final AtomicReference<Runnable> atEnd = new AtomicReference<>(JainCall::nothing);
    private volatile Runnable stopTrying = JainCall::nothing;
    private @Nullable Thread worker;
    private JainTimer.@Nullable Handle tick; // of the lane alone
    private boolean cancelled;

    /**
     * The stack does not bear that a call is answered and its INVITE repeated at once: both happen in its lane.
     *
     * @param afterAnswer run there too, when the final answer has been handed to the transport or could not be
     */
    JainCall(ServerTransaction transaction, JainReplies replies, JainTimer timer, Runnable afterAnswer) {
        this.invite = JainMessages.read(transaction.getRequest());
        this.transaction = transaction;
        this.replies = replies;
        this.timer = timer;
        this.afterAnswer = afterAnswer;
    }

    @Override
    public Invite invite() {
        return invite;
    }

    @Override
    public Duration age() {
        return Duration.ofNanos(System.nanoTime() - began);
    }

    @Override
    public boolean answer(Answer answer) {
        var first = answered.compareAndSet(false, true);
        if (first) {
            stopTrying.run();
            timer.now(invite.callId(), () -> send(answer));
        }
        return first;
    }

    private void send(Answer answer) {
        sending(() -> replies.send(transaction, answer, toTag));
        afterAnswer.run();
    }

    private void sending(Runnable message) {
        timer.begunBy(message).ifPresent(begun -> tick = begun);
    }

    /**
     * Has the stack let go of the terminated transaction, which it would do at its next tick, in up to half a second. At
     * some hundred calls a second that is most of what every garbage collection copies while all calls wait.
     */
    void letGo() {
        if (tick != null) {
            tick.hurry();
        }
    }

    @Override
    public void onEnd(Runnable action) {
        atEnd.set(action);
    }

    /** Has the caller told when its answer takes time, so that it repeats the INVITE no more. */
    void tellTrying() {
        var timeout = timer.after(TRYING_AFTER, invite.callId(), this::trying);
        stopTrying = timeout::cancel;
    }

    private void trying() {
        if (!answered.get()) {
            sending(() -> replies.send(transaction, Response.TRYING, toTag, Headers.NONE));
        }
    }

    /**
     * Has the call handled on a thread of its own. A CANCEL that comes before that thread has begun finds nobody to
     * interrupt, so the thread then interrupts itself and the call goes its way to the end all the same.
     */
    void runOn(Executor threads, Runnable task) {
        holders.incrementAndGet();
        threads.execute(() -> {
            begin(Thread.currentThread());
            try {
                task.run();
            } finally {
                finish();
                release();
            }
        });
    }

    private synchronized void begin(Thread thread) {
        worker = thread;
        if (cancelled) {
            thread.interrupt();
        }
    }

    /** No interruption may reach the thread's next call. */
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

    /** RFC 3261 section 9.2: 200 to the CANCEL, with the To tag the INVITE's answer has, then 487 to the INVITE. */
    void cancel(ServerTransaction cancel) {
        replies.send(cancel, Response.OK, toTag, Headers.NONE);
        var unused = answer(TERMINATED); // false when the answer crossed the CANCEL on its way: RFC 3261 section 9.2
        interrupt();
    }

    /** The transaction is over. */
    void ended() {
        if (ended.compareAndSet(false, true)) {
            release();
        }
    }

    private void release() {
        if (holders.decrementAndGet() == 0) {
            atEnd.getAndSet(JainCall::nothing).run();
        }
    }

    private static void nothing() {}
}

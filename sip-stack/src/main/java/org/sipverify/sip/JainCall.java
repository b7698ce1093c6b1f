package org.sipverify.sip;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import javax.sip.ServerTransaction;
import javax.sip.message.Response;
import org.jspecify.annotations.Nullable;

/** One INVITE server transaction and the thread that is answering it. */
final class JainCall implements IncomingCall {
    private static final Answer TERMINATED = new Answer(487, "Request Terminated");

    private final Invite invite;
    private final ServerTransaction transaction;
    private final JainReplies replies;
    private final String toTag = JainReplies.newTag();
    private final AtomicBoolean answered = new AtomicBoolean();
    private final AtomicReference<Runnable> atEnd = new AtomicReference<>(JainCall::nothing);
    private volatile @Nullable Future<?> work;
    private volatile boolean cancelled;

    JainCall(ServerTransaction transaction, JainReplies replies) {
        this.invite = JainMessages.read(transaction.getRequest());
        this.transaction = transaction;
        this.replies = replies;
    }

    @Override
    public Invite invite() {
        return invite;
    }

    @Override
    public void trying() {
        if (!answered.get()) {
            replies.send(transaction, Response.TRYING, toTag, Headers.NONE);
        }
    }

    @Override
    public boolean answer(Answer answer) {
        var first = answered.compareAndSet(false, true);
        if (first) {
            replies.send(transaction, answer, toTag);
        }
        return first;
    }

    @Override
    public void onEnd(Runnable action) {
        atEnd.set(action);
    }

    boolean isAnswered() {
        return answered.get();
    }

    void runOn(ExecutorService threads, Callable<?> task) {
        var running = threads.submit(task);
        work = running;
        if (cancelled) {
            running.cancel(true); // the CANCEL came before there was anything to interrupt
        }
    }

    /** RFC 3261 section 9.2: 200 to the CANCEL, with the To tag the INVITE's answer has, then 487 to the INVITE. */
    void cancel(ServerTransaction cancel) {
        replies.send(cancel, Response.OK, toTag, Headers.NONE);
        cancelled = true;
        var unused = answer(TERMINATED); // false when the answer crossed the CANCEL on its way: RFC 3261 section 9.2
        var running = work;
        if (running != null) {
            running.cancel(true);
        }
    }

    void ended() {
        atEnd.getAndSet(JainCall::nothing).run();
    }

    private static void nothing() {}
}

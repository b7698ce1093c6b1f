package org.sipverify.sip.stack;

import io.netty.util.Timeout;
import java.time.Duration;
import java.util.function.Consumer;
import org.apache.logging.log4j.CloseableThreadContext;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;
import org.sipverify.bridge.CallWatcher;
import org.sipverify.sip.Answer;
import org.sipverify.sip.CallHandler;
import org.sipverify.sip.Delivery;
import org.sipverify.sip.Forwarding;
import org.sipverify.sip.Headers;
import org.sipverify.sip.IncomingCall;
import org.sipverify.sip.Invite;
import org.sipverify.sip.guard.ResponseTemplate;
import org.sipverify.sip.transport.LaneTimer;

/**
 * One call until it is answered. Everything happens in its lane, so that of an answer, a CANCEL and the end of the server
 * exactly one wins.
 */
final class ServerCall implements IncomingCall, PendingInvite {
    private static final Logger LOG = LogManager.getLogger();
    private static final Answer TERMINATED = new Answer(487, "Request Terminated");

    /** RFC 3261 section 17.2.1 allows 200 ms; most answers are ready sooner, which saves the message. */
    private static final Duration TRYING_AFTER = Duration.ofMillis(100);

    /** Longer than anything that a call may wait for: only a call that was forgotten is answered then. */
    private static final Duration LONGEST = Duration.ofMinutes(15);

    private final long began = System.nanoTime();
    private final Invite invite;
    private final ResponseTemplate template;
    private final InviteTransaction transaction;
    private final CallEnd end;
    private final ResponseSender sender;
    private final LaneTimer timer;
    private final Bridging bridging;

    // What follows belongs to the lane.
    private @Nullable Timeout waiting;
    private Runnable onCancel = ServerCall::nothing;
    /** Steps that follow when something that was asked for is there. */
    private int outstanding;

    private boolean decided;

    ServerCall(
            Invite invite,
            ResponseTemplate template,
            InviteTransaction transaction,
            CallEnd end,
            ResponseSender sender,
            LaneTimer timer,
            Bridging bridging) {
        this.bridging = bridging;
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
    public boolean isNamed() {
        return transaction.isNamed();
    }

    @Override
    public Duration age() {
        return Duration.ofNanos(System.nanoTime() - began);
    }

    /** Has the handler begin, in the lane of the call. */
    void handleBy(CallHandler handler) {
        waiting = timer.after(TRYING_AFTER, invite.callId(), this::tellTrying);
        take(() -> handler.onInvite(this));
    }

    @Override
    public <T> Consumer<T> inLane(Consumer<T> step) {
        outstanding++;
        return new Continuation<>(step);
    }

    @Override
    public void onCancel(Runnable action) {
        if (!decided) {
            onCancel = action;
        }
    }

    @Override
    public void onEnd(Runnable action) {
        end.does(action);
    }

    @Override
    public void answer(Answer answer, Consumer<Delivery> then) {
        timer.now(invite.callId(), () -> {
            if (decided) {
                then.accept(Delivery.TOO_LATE);
            } else {
                decide(answer, then);
            }
        });
    }

    @Override
    public void bridge(Forwarding forwarding, CallWatcher watcher) {
        if (!decided) {
            decided = true;
            onCancel = ServerCall::nothing;
            if (waiting != null) {
                waiting.cancel();
            }
            end.continues();
            end.decided();
            var answers = new InviteAnswers(transaction, template, sender);
            transaction.belongsTo(answers);
            bridging.begin(invite, answers, forwarding, new EndingWatcher(watcher, end::bridgeEnded));
        }
    }

    /** 487 to the INVITE, unless an answer crossed the CANCEL on its way. */
    @Override
    public void cancel(Headers cancel) {
        LOG.debug("cancelled: call_id={}", invite.callId());
        giveUp(TERMINATED);
    }

    /** The server ends before the call is decided. On any thread. */
    void abort(Answer answer) {
        timer.now(invite.callId(), () -> giveUp(answer));
    }

    private void giveUp(Answer answer) {
        if (!decided) {
            var action = onCancel;
            decide(answer, delivery -> {});
            action.run();
        }
    }

    private static void nothing() {}

    private void decide(Answer answer, Consumer<Delivery> then) {
        decided = true;
        onCancel = ServerCall::nothing;
        if (waiting != null) {
            waiting.cancel();
        }
        try {
            then.accept(send(answer));
        } finally {
            end.decided();
        }
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

    /** Sends 100 Trying when the answer takes time, so that the caller stops retransmitting the INVITE. */
    private void tellTrying() {
        if (!decided) {
            transaction.provisional(sender.trying(template));
            waiting = timer.after(LONGEST.minus(TRYING_AFTER), invite.callId(), this::leftAlone);
        }
    }

    private void leftAlone() {
        if (!decided) {
            LOG.error("the call was left without an answer: call_id={}", invite.callId());
            giveUp(Answer.serverError());
        }
    }

    /** One step of the call: the caller gets an answer even if the step fails, or forgets it. */
    private void take(Runnable step) {
        try (var ignored = CloseableThreadContext.put("call", invite.callId())) {
            step.run();
            if (outstanding == 0) {
                leftAlone();
            }
        } catch (RuntimeException | Error bug) {
            LOG.error("the call failed", bug);
            giveUp(Answer.serverError());
        }
    }

    /** What follows when something is there, once. */
    private final class Continuation<T> implements Consumer<T> {
        private final Consumer<T> step;
        private boolean taken; // belongs to the lane

        Continuation(Consumer<T> step) {
            this.step = step;
        }

        @Override
        public void accept(T value) {
            timer.now(invite.callId(), () -> resume(value));
        }

        private void resume(T value) {
            if (!taken) {
                taken = true;
                outstanding--;
                if (!decided) {
                    take(() -> step.accept(value));
                }
            }
        }
    }
}

package org.sipverify.sip.testbed;

import java.util.function.Consumer;
import org.sipverify.sip.CallHandler;
import org.sipverify.sip.IncomingCall;

/** A handler that may wait: each call has a thread of its own, which a CANCEL and the end of the server interrupt. */
public record WaitingHandler(Waiting handler) implements CallHandler {
    /** What to do on that thread. */
    @FunctionalInterface
    public interface Waiting {
        void onInvite(IncomingCall call) throws InterruptedException;
    }

    @Override
    public void onInvite(IncomingCall call) {
        Consumer<Boolean> ended = call.inLane(unused -> {});
        var thread = new Thread(() -> run(call, ended), "waiting-call");
        call.onCancel(thread::interrupt);
        thread.start();
    }

    private void run(IncomingCall call, Consumer<Boolean> ended) {
        try {
            handler.onInvite(call);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            ended.accept(true);
        }
    }
}

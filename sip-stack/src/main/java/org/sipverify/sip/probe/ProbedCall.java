package org.sipverify.sip.probe;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.sipverify.sip.Headers;
import org.sipverify.sip.client.OutboundRequest;
import org.sipverify.sip.client.RequestFailure;
import org.sipverify.sip.client.RequestSender;
import org.sipverify.sip.client.RequestSender.Manner;
import org.sipverify.sip.client.Response;
import org.sipverify.sip.client.ResponseListener;
import org.sipverify.sip.client.SentRequest;
import org.sipverify.sip.dialog.Dialogs;

/** The events of a {@link CallProbe}. */
final class ProbedCall implements ResponseListener {
    private static final Duration BYE_LIMIT = Duration.ofSeconds(2);

    private final RequestSender sender;
    private final OutboundRequest invite;
    private final CompletableFuture<Response> result = new CompletableFuture<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile @Nullable SentRequest sent;
    private boolean hungUp;

    ProbedCall(RequestSender sender, OutboundRequest invite) {
        this.sender = sender;
        this.invite = invite;
    }

    void sent(SentRequest request) {
        sent = request;
    }

    /** The final response; fails with an {@link IOException} when there is none. */
    CompletableFuture<Response> result() {
        return result;
    }

    /** Waits until a call that was accepted is over. */
    void awaitEnd() throws InterruptedException {
        var unused = ended.await(BYE_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void answered(Response response) {
        if (response.isSuccess()) {
            hangUp(response);
        } else {
            ended.countDown();
        }
        result.complete(response);
    }

    @Override
    public void failed(RequestFailure why) {
        ended.countDown();
        result.completeExceptionally(new IOException(why.summary()));
    }

    /** Each 2xx gets its ACK, and the call is not wanted any more. */
    private void hangUp(Response accepted) {
        var request = sent;
        var credentials = request == null ? Headers.NONE : request.credentials();
        var dialog = Dialogs.of(invite, accepted);
        if (dialog.isEmpty()) {
            sender.acknowledge(ackWithoutContact(accepted).withHeaders(credentials), Optional.of(accepted.flow()));
            ended.countDown(); // there is nowhere to send a BYE to
            return;
        }
        sender.acknowledge(
                dialog.get().ack(dialog.get().local().cseq().orElse(1), credentials), Optional.of(accepted.flow()));
        if (!hungUp) {
            hungUp = true;
            var bye = dialog.get().request("BYE").request();
            sender.send(bye, new Manner(BYE_LIMIT), new Farewell());
        }
    }

    /** A server that breaks the rules gets its ACK the way its answer came. */
    private OutboundRequest ackWithoutContact(Response accepted) {
        var ids = invite.ids();
        var to = accepted.headers().first("To").orElse(ids.to());
        return new OutboundRequest(
                "ACK",
                invite.uri(),
                invite.target(),
                new OutboundRequest.Ids(ids.from(), to, ids.callId(), accepted.cseq()));
    }

    /** Whatever becomes of the BYE ends the call. */
    private final class Farewell implements ResponseListener {
        @Override
        public void answered(Response response) {
            ended.countDown();
        }

        @Override
        public void failed(RequestFailure why) {
            ended.countDown();
        }
    }
}

package org.sipverify.verifier.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** A response body that is given up as soon as it is larger than allowed. */
final class CappedBody implements BodySubscriber<byte[]> {
    /** The verifier sent more than it may. */
    static final class TooLargeException extends IOException {
        TooLargeException(int limit) {
            super("more than " + limit + " bytes");
        }
    }

    private final int limit;
    private final CompletableFuture<byte[]> body = new CompletableFuture<>();
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private Flow.@Nullable Subscription subscription;

    private CappedBody(int limit) {
        this.limit = limit;
    }

    /** The limit is in bytes. */
    static BodyHandler<byte[]> handler(int limit) {
        return response -> new CappedBody(limit);
    }

    @Override
    public CompletionStage<byte[]> getBody() {
        return body;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        this.subscription = subscription;
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        for (var buffer : buffers) {
            if (body.isDone()) {
                return;
            }
            take(buffer);
        }
    }

    @Override
    public void onError(Throwable failure) {
        body.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        body.complete(received.toByteArray());
    }

    private void take(ByteBuffer buffer) {
        if (received.size() + buffer.remaining() > limit) {
            if (subscription != null) {
                subscription.cancel();
            }
            body.completeExceptionally(new TooLargeException(limit));
            return;
        }
        var bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        received.writeBytes(bytes);
    }
}

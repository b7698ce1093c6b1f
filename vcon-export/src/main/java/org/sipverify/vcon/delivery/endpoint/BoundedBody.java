package org.sipverify.vcon.delivery.endpoint;

import static java.nio.charset.StandardCharsets.UTF_8;

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

/**
 * The beginning of a response's body. The rest is read to its end and discarded, because an answer that breaks off does
 * not count; reading stops at one that is larger than allowed. A conserver answers with the whole vCon.
 */
final class BoundedBody implements BodySubscriber<String> {
    private static final int KEPT = 16 * 1024;

    private final long limit;
    private final CompletableFuture<String> body = new CompletableFuture<>();
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private long received;
    private Flow.@Nullable Subscription subscription;

    private BoundedBody(long limit) {
        this.limit = limit;
    }

    /** The limit is in bytes. */
    static BodyHandler<String> handler(long limit) {
        return response -> new BoundedBody(limit);
    }

    @Override
    public CompletionStage<String> getBody() {
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
            received += buffer.remaining();
            var bytes = new byte[Math.min(buffer.remaining(), KEPT - kept.size())];
            buffer.get(bytes);
            kept.writeBytes(bytes);
        }
        if (received > limit && subscription != null) {
            subscription.cancel();
            body.completeExceptionally(new IOException("the answer has more than " + limit + " bytes"));
        }
    }

    @Override
    public void onError(Throwable failure) {
        body.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        body.complete(kept.toString(UTF_8));
    }
}

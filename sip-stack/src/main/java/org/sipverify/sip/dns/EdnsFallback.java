package org.sipverify.sip.dns;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.WireParseException;

/**
 * A resolver that asks again without EDNS when a DNS server answers that it does not know it (RFC 6891 section 7), and
 * then no longer uses it with this server. The flag that says so is the shared state.
 */
final class EdnsFallback extends SimpleResolver {
    /** What servers without EDNS answer to it; some fail. */
    private static final Set<Integer> REFUSALS = Set.of(Rcode.FORMERR, Rcode.NOTIMP, Rcode.BADVERS, Rcode.SERVFAIL);

    private static final int OFF = -1;

    private final SimpleResolver plain;
    private volatile boolean isUnknown;

    EdnsFallback(InetSocketAddress server) {
        super(server);
        plain = new SimpleResolver(server);
        plain.setEDNS(OFF);
    }

    @Override
    public void setTimeout(Duration timeout) {
        super.setTimeout(timeout);
        plain.setTimeout(timeout);
    }

    @Override
    public CompletionStage<Message> sendAsync(Message query, Executor executor) {
        if (isUnknown) {
            return plain.sendAsync(query, executor);
        }
        return super.sendAsync(query, executor)
                .handle((answer, failure) ->
                        isRefused(answer, failure) ? withoutEdns(query, executor) : result(answer, failure))
                .thenCompose(next -> next);
    }

    /** Some refuse by a header alone, which is not a valid response. */
    private static boolean isRefused(@Nullable Message answer, @Nullable Throwable failure) {
        var cause = failure instanceof CompletionException ? failure.getCause() : failure;
        return answer == null ? cause instanceof WireParseException : REFUSALS.contains(answer.getRcode());
    }

    private static CompletionStage<Message> result(@Nullable Message answer, @Nullable Throwable failure) {
        return failure == null ? CompletableFuture.completedFuture(answer) : CompletableFuture.failedFuture(failure);
    }

    /** A server that fails all the same failed for another reason, and is asked with EDNS the next time. */
    private CompletionStage<Message> withoutEdns(Message query, Executor executor) {
        return plain.sendAsync(query, executor).thenApply(answer -> {
            isUnknown = !REFUSALS.contains(answer.getRcode());
            return answer;
        });
    }
}

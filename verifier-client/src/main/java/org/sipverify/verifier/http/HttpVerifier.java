package org.sipverify.verifier.http;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.ssl.NotSslRecordException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ProxySelector;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.sipverify.formats.json.StrictJson;
import org.sipverify.verifier.CallContext;
import org.sipverify.verifier.NoVerdict;
import org.sipverify.verifier.Question;
import org.sipverify.verifier.Verification;
import org.sipverify.verifier.Verifier;
import org.sipverify.verifier.config.VerifierConfig;
import org.sipverify.verifier.credentials.Credentials;

/** The VVP Verifier behind {@code verifier.url}, asked over connections that are kept. */
public final class HttpVerifier implements Verifier {
    private static final Logger LOG = LogManager.getLogger(HttpVerifier.class);

    private final VerifierConfig.Http config;
    private final VerifyRequest request;
    private final Connections connections;
    private final AnswerWatch watch;

    HttpVerifier(VerifierConfig.Http config, HttpRuntime runtime) {
        this(config, ProxySelector.getDefault(), new AnswerWatch(System::nanoTime), runtime);
    }

    HttpVerifier(VerifierConfig.Http config, ProxySelector proxies, AnswerWatch watch, HttpRuntime runtime) {
        this.config = config;
        this.watch = watch;
        this.request = new VerifyRequest(config);
        this.connections = new Connections(config, proxies, runtime);
    }

    /**
     * A verifier with a circuit breaker and a limit on concurrent requests. Opens no connection yet.
     *
     * @param watch is told of every response
     * @param watched wraps the part that sends requests, so that those which the other two prevent are not seen
     */
    public static Verifier guarded(
            VerifierConfig.Http config,
            VerifierConfig.Breaker breaker,
            AnswerWatch watch,
            UnaryOperator<Verifier> watched,
            HttpRuntime runtime) {
        var verifier = new HttpVerifier(config, ProxySelector.getDefault(), watch, runtime);
        return new ConcurrencyLimit(
                new CircuitBreaker(watched.apply(verifier), breaker, System::nanoTime),
                config.connections().max());
    }

    /** The verification in the body of a response; a body that is not JSON, or has no known status, is no verdict. */
    public static Verification ofReply(byte[] json, Credentials credentials) {
        return verification(json, credentials).orElseGet(() -> Verification.error(NoVerdict.VERIFIER_ERROR));
    }

    @Override
    public Question verify(Credentials credentials, CallContext call, Consumer<Verification> then) {
        var pool = connections.forThisThread();
        var exchange = new Exchange(this, pool, credentials, call, then);
        exchange.start();
        if (!pool.execute(exchange)) {
            exchange.failed(new IOException("an event loop has ended"));
        }
        return exchange;
    }

    @Override
    public boolean isRefused() {
        return watch.isRefused();
    }

    @Override
    public void close() {
        connections.retire();
    }

    VerifyRequest request() {
        return request;
    }

    /** The verification that a response comes to. */
    Verification read(int status, byte[] body, Credentials credentials) {
        if (AnswerKind.of(status) != AnswerKind.VERDICT) {
            return noVerdict(status);
        }
        watch.answered(status, config);
        return verification(body, credentials).orElseGet(HttpVerifier::unreadable);
    }

    /** What it comes to that there was no response. */
    Verification noVerdict(IOException why) {
        if (why instanceof UnusableAnswerException) {
            LOG.warn("The verifier's response cannot be used: {}", why.getMessage());
            return Verification.error(NoVerdict.VERIFIER_ERROR);
        }
        if (why instanceof ProxyRefusalException refusal
                && refusal.status() == HttpResponseStatus.PROXY_AUTHENTICATION_REQUIRED.code()) {
            return noVerdict(refusal.status());
        }
        LOG.warn("The verifier cannot be reached: {}", shown(why));
        return Verification.error(NoVerdict.VERIFIER_UNREACHABLE);
    }

    /** What it comes to that there was no response in time. */
    Verification timedOut() {
        LOG.warn("The verifier did not answer within {}", config.timeout());
        return Verification.error(NoVerdict.VERIFIER_TIMEOUT);
    }

    private Verification noVerdict(int status) {
        watch.answered(status, config);
        return Verification.error(AnswerKind.of(status).error(), "HTTP_" + status);
    }

    /** Under the name that the JDK gives it: Netty has private classes, and repeats what the peer sent instead of TLS. */
    private static String shown(IOException failure) {
        if (failure instanceof NotSslRecordException) {
            return "it does not speak TLS";
        }
        return failure instanceof ConnectException
                ? ConnectException.class.getName() + ": " + failure.getMessage()
                : failure.toString();
    }

    private static Optional<Verification> verification(byte[] json, Credentials credentials) {
        return StrictJson.objectOrNone(json).flatMap(reply -> new VerifyReply(reply).verification(credentials));
    }

    private static Verification unreadable() {
        LOG.warn("The verifier's response is not JSON, or has no known overall_status");
        return Verification.error(NoVerdict.VERIFIER_ERROR);
    }
}

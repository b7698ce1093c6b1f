package org.sipverify.verifier.http;

import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.sipverify.verifier.CallContext;
import org.sipverify.verifier.NoVerdict;
import org.sipverify.verifier.Verification;
import org.sipverify.verifier.Verifier;
import org.sipverify.verifier.config.ExtraCa;
import org.sipverify.verifier.config.VerifierConfig;
import org.sipverify.verifier.credentials.Credentials;
import org.sipverify.verifier.text.StrictJson;

/** The VVP Verifier behind {@code verifier.url}, asked over one pool of connections. */
public final class HttpVerifier implements Verifier {
    private static final Logger LOG = LogManager.getLogger(HttpVerifier.class);

    private final VerifierConfig.Http config;
    private final VerifyRequest request;
    private final HttpClient http;

    HttpVerifier(VerifierConfig.Http config) {
        this.config = config;
        this.request = new VerifyRequest(config);
        this.http = client(config);
    }

    /** A verifier that is spared while it is down or has too many questions at once. Opens no connection yet. */
    public static Verifier guarded(VerifierConfig.Http config, VerifierConfig.Breaker breaker) {
        return new ConcurrencyLimit(
                new CircuitBreaker(new HttpVerifier(config), breaker, System::nanoTime), config.maxConcurrent());
    }

    /** What the body of an answer comes to; one that is not JSON, or has no known status, is no verdict. */
    public static Verification ofReply(byte[] json, Credentials credentials) {
        return told(json, credentials).orElseGet(() -> Verification.error(NoVerdict.VERIFIER_ERROR));
    }

    @Override
    public Verification verify(Credentials credentials, CallContext call) throws InterruptedException {
        try {
            return read(exchange(request.of(credentials, call)), credentials);
        } catch (TimeoutException | HttpTimeoutException e) {
            LOG.warn("The verifier did not answer within {}", config.timeout());
            return Verification.error(NoVerdict.VERIFIER_TIMEOUT);
        } catch (CappedBody.TooLargeException e) {
            LOG.warn("The verifier's answer is too large: {} (verifier.max-response-size)", e.getMessage());
            return Verification.error(NoVerdict.VERIFIER_ERROR);
        } catch (IOException e) {
            LOG.warn("The verifier cannot be reached: {}", e.toString());
            return Verification.error(NoVerdict.VERIFIER_UNREACHABLE);
        }
    }

    @Override
    public boolean takesTime() {
        return true;
    }

    private static Verification read(HttpResponse<byte[]> response, Credentials credentials) {
        if (response.statusCode() != 200) {
            LOG.warn("The verifier answered HTTP {}", response.statusCode());
            return Verification.error(NoVerdict.VERIFIER_ERROR, "HTTP_" + response.statusCode());
        }
        return told(response.body(), credentials).orElseGet(HttpVerifier::unreadable);
    }

    private static Optional<Verification> told(byte[] json, Credentials credentials) {
        return StrictJson.object(json).flatMap(reply -> new VerifyReply(reply).verification(credentials));
    }

    private static Verification unreadable() {
        LOG.warn("The verifier's answer is not JSON, or has no known overall_status");
        return Verification.error(NoVerdict.VERIFIER_ERROR);
    }

    /** A pooled connection may have been closed by the verifier while it lay idle: such a question is asked again. */
    private HttpResponse<byte[]> exchange(HttpRequest question)
            throws IOException, TimeoutException, InterruptedException {
        long deadline = System.nanoTime() + config.timeout().toNanos();
        try {
            return send(question, deadline);
        } catch (ConnectException | SSLException | HttpTimeoutException | CappedBody.TooLargeException e) {
            throw e;
        } catch (IOException e) {
            LOG.debug("Asking the verifier again: {}", e.toString());
            return send(question, deadline);
        }
    }

    /** The client's own timeout ends with the response's headers; this one covers the body as well. */
    private HttpResponse<byte[]> send(HttpRequest question, long deadline)
            throws IOException, TimeoutException, InterruptedException {
        var exchange = http.sendAsync(question, CappedBody.handler(config.maxResponseSize()));
        try {
            return exchange.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw failure(e);
        } finally {
            abort(exchange);
        }
    }

    /** Closes the connection of an exchange that is still under way; nothing happens to a finished one. */
    private static void abort(CompletableFuture<?> exchange) {
        exchange.cancel(true);
    }

    private static IOException failure(ExecutionException e) {
        if (e.getCause() instanceof IOException failure) {
            return failure;
        }
        throw new IllegalStateException("the HTTP client failed", e);
    }

    /** Over plain HTTP the offer of HTTP/2 is an Upgrade header, which some servers take amiss. */
    private static HttpClient client(VerifierConfig.Http config) {
        boolean tls = config.endpoint().getScheme().equalsIgnoreCase("https");
        var client = HttpClient.newBuilder()
                .version(tls ? Version.HTTP_2 : Version.HTTP_1_1)
                .followRedirects(Redirect.NEVER)
                .connectTimeout(config.timeout());
        config.caFile().map(ExtraCa::trusting).ifPresent(client::sslContext);
        return client.build();
    }
}

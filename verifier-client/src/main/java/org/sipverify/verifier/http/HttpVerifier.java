package org.sipverify.verifier.http;

import java.io.IOException;
import java.net.ProxySelector;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.sipverify.formats.json.StrictJson;
import org.sipverify.formats.pem.PemException;
import org.sipverify.formats.pem.TrustedCertificates;
import org.sipverify.verifier.CallContext;
import org.sipverify.verifier.NoVerdict;
import org.sipverify.verifier.Verification;
import org.sipverify.verifier.Verifier;
import org.sipverify.verifier.config.VerifierConfig;
import org.sipverify.verifier.credentials.Credentials;

/** The VVP Verifier behind {@code verifier.url}, asked over one pool of connections. */
public final class HttpVerifier implements Verifier {
    private static final Logger LOG = LogManager.getLogger(HttpVerifier.class);

    private final VerifierConfig.Http config;
    private final VerifyRequest request;
    private final Connections connections;
    private final AnswerWatch watch;

    HttpVerifier(VerifierConfig.Http config) {
        this(config, ProxySelector.getDefault());
    }

    HttpVerifier(VerifierConfig.Http config, ProxySelector proxies) {
        this(config, proxies, new AnswerWatch(System::nanoTime));
    }

    private HttpVerifier(VerifierConfig.Http config, ProxySelector proxies, AnswerWatch watch) {
        this.config = config;
        this.watch = watch;
        this.request = new VerifyRequest(config);
        this.connections = new Connections(config, new Connector(config.endpoint(), tls(config), proxies));
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
            UnaryOperator<Verifier> watched) {
        var verifier = new HttpVerifier(config, ProxySelector.getDefault(), watch);
        return new ConcurrencyLimit(
                new CircuitBreaker(watched.apply(verifier), breaker, System::nanoTime),
                config.connections().max());
    }

    /** The verification in the body of a response; a body that is not JSON, or has no known status, is no verdict. */
    public static Verification ofReply(byte[] json, Credentials credentials) {
        return verification(json, credentials).orElseGet(() -> Verification.error(NoVerdict.VERIFIER_ERROR));
    }

    @Override
    public Verification verify(Credentials credentials, CallContext call) throws InterruptedException {
        try {
            return read(exchange(request.of(credentials, call)), credentials);
        } catch (TimeoutException e) {
            LOG.warn("The verifier did not answer within {}", config.timeout());
            return Verification.error(NoVerdict.VERIFIER_TIMEOUT);
        } catch (UnusableAnswerException e) {
            LOG.warn("The verifier's response cannot be used: {}", e.getMessage());
            return Verification.error(NoVerdict.VERIFIER_ERROR);
        } catch (ProxyRefusalException e) {
            return e.status() == HttpStatus.SC_PROXY_AUTHENTICATION_REQUIRED ? noVerdict(e.status()) : unreachable(e);
        } catch (IOException e) {
            return unreachable(e);
        }
    }

    @Override
    public boolean isRefused() {
        return watch.isRefused();
    }

    @Override
    public void close() {
        connections.retire();
    }

    private static Verification unreachable(IOException failure) {
        LOG.warn("The verifier cannot be reached: {}", failure.toString());
        return Verification.error(NoVerdict.VERIFIER_UNREACHABLE);
    }

    private static SSLSocketFactory tls(VerifierConfig.Http config) {
        return config.caFile().map(file -> trusting(file).getSocketFactory()).orElseGet(() ->
                (SSLSocketFactory) SSLSocketFactory.getDefault());
    }

    private static SSLContext trusting(Path file) {
        try {
            return TrustedCertificates.besidesTheJdks(file);
        } catch (PemException e) {
            throw new IllegalStateException("a file that was readable when the configuration was read is not now", e);
        }
    }

    private Verification read(Answer answer, Credentials credentials) {
        if (AnswerKind.of(answer.status()) != AnswerKind.VERDICT) {
            return noVerdict(answer.status());
        }
        watch.answered(answer.status(), config);
        return verification(answer.body(), credentials).orElseGet(HttpVerifier::unreadable);
    }

    private Verification noVerdict(int status) {
        watch.answered(status, config);
        return Verification.error(AnswerKind.of(status).error(), "HTTP_" + status);
    }

    private static Optional<Verification> verification(byte[] json, Credentials credentials) {
        return StrictJson.objectOrNone(json).flatMap(reply -> new VerifyReply(reply).verification(credentials));
    }

    private static Verification unreadable() {
        LOG.warn("The verifier's response is not JSON, or has no known overall_status");
        return Verification.error(NoVerdict.VERIFIER_ERROR);
    }

    /** The verifier may close an idle connection just when it is used: such a request is sent again. */
    private Answer exchange(BasicClassicHttpRequest question)
            throws IOException, TimeoutException, InterruptedException {
        long deadline = System.nanoTime() + config.timeout().toNanos();
        var used = connections.used(deadline);
        if (used.isPresent()) {
            try {
                return ask(used.get(), question);
            } catch (UnusableAnswerException e) {
                throw e;
            } catch (IOException e) {
                LOG.debug("Asking the verifier again: {}", e.toString());
            }
        }
        return ask(connections.fresh(deadline), question);
    }

    private Answer ask(Connection connection, BasicClassicHttpRequest question)
            throws IOException, TimeoutException, InterruptedException {
        try {
            return connection.ask(question, config.maxResponseSize());
        } finally {
            connections.release(connection);
        }
    }
}

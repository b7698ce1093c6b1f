package org.sipverify.vcon.delivery.endpoint;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.sipverify.formats.pem.PemException;
import org.sipverify.formats.pem.TrustedCertificates;

/** Sends vCons to one endpoint, in the manner of its profile, over one pool of connections. */
public final class EndpointClient {
    private final EndpointConfig config;
    private final HttpClient http;

    public EndpointClient(EndpointConfig config) {
        this.config = config;
        this.http = client(config);
    }

    /**
     * Sends a payload and waits for the complete answer.
     *
     * @throws java.net.ConnectException when the connection failed, so nothing was sent
     * @throws IOException when there is no complete answer; the endpoint may have the vCon nevertheless
     */
    public EndpointResponse send(UUID uuid, Payload payload) throws IOException, InterruptedException {
        return exchange(request(uuid, payload));
    }

    /** Fetches a page that needs no key, and waits for all of it. */
    public EndpointResponse ask(URI page) throws IOException, InterruptedException {
        return exchange(
                HttpRequest.newBuilder(page).header("User-Agent", "sip-verify").build());
    }

    private EndpointResponse exchange(HttpRequest request) throws IOException, InterruptedException {
        // The client's own timeout ends with the headers; this one covers the body as well.
        var exchange = http.sendAsync(request, BoundedBody.handler(config.http().maxResponse()));
        try {
            return response(exchange.get(config.http().timeout().toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            throw new HttpTimeoutException(
                    "no complete answer within " + config.http().timeout().toMillis() + " ms");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failure) {
                throw failure;
            }
            throw new IllegalStateException("the HTTP client failed", e);
        } finally {
            abort(exchange);
        }
    }

    private static EndpointResponse response(HttpResponse<String> response) {
        return new EndpointResponse(response.statusCode(), response.headers(), response.body());
    }

    /** Closes the connection of an exchange in flight; a finished one is not affected. */
    private static void abort(CompletableFuture<?> exchange) {
        exchange.cancel(true);
    }

    private HttpRequest request(UUID uuid, Payload payload) throws IOException {
        var request = HttpRequest.newBuilder(config.http().target())
                .header("Content-Type", mediaType())
                .header("User-Agent", "sip-verify")
                .POST(BodyPublishers.ofByteArray(payload.bytes()));
        if (config.http().profile() != Profile.CONSERVER) {
            request.header("Idempotency-Key", uuid.toString());
        }
        var auth = config.auth();
        if (auth.token().isPresent()) {
            var token = auth.token().reveal();
            request.header(auth.header(), config.http().profile() == Profile.CONSERVER ? token : "Bearer " + token);
        }
        if (auth.signing().isPresent()) {
            var signature = Digest.signature(auth.signing().reveal(), payload.bytes());
            request.header("X-Hub-Signature-256", signature);
        }
        return request.build();
    }

    private String mediaType() {
        return switch (config.http().profile()) {
            case CONSERVER, WEBHOOK -> "application/json";
            case POST -> config.form().gzip() ? "application/vcon+gzip" : "application/vcon";
        };
    }

    /** HTTP/1.1 is what receivers of web hooks speak; several connections carry concurrent requests. */
    private static HttpClient client(EndpointConfig config) {
        var client = HttpClient.newBuilder()
                .version(Version.HTTP_1_1)
                .followRedirects(Redirect.NEVER)
                .connectTimeout(config.http().timeout());
        config.http().caFile().ifPresent(pem -> {
            try {
                client.sslContext(TrustedCertificates.besidesTheJdks(pem));
            } catch (PemException e) {
                throw new IllegalStateException("a file that could be read with the configuration now cannot", e);
            }
        });
        return client.build();
    }
}

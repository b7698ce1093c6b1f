package org.sipverify.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.sipverify.testkit.Eventually;

/** Asks a server for its calls, with a token. */
record CallsClient(HttpClient client, int port, String token) {
    CallsClient(int port, String token) {
        this(HttpClient.newHttpClient(), port, token);
    }

    HttpResponse<String> ask(String path, String... headers) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Authorization", "Bearer " + token);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    JsonNode json(String path) throws Exception {
        var answer = ask(path);
        assertEquals(200, answer.statusCode(), answer.body());
        return new ObjectMapper().readTree(answer.body());
    }

    /** Rows. */
    JsonNode found(String query) {
        try {
            return json("/api/calls?" + query).path("calls");
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** The row of the only call to this number, as soon as it names its vCon. */
    JsonNode row(String callee) {
        var query = "number=" + callee.substring(1);
        Eventually.isTrue(
                () -> found(query).path(0).has("vcon"), () -> found(query).toString());
        assertEquals(1, found(query).size());
        return found(query).get(0);
    }

    JsonNode page(String callee, String below) throws Exception {
        return json("/api/calls/" + row(callee).path("uuid").asText() + below);
    }

    /** @param last the id of the last event that was seen; empty for none */
    LiveStream live(String last) throws IOException, InterruptedException {
        return LiveStream.open(port, token, last);
    }
}

package org.sipverify.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** Asks the API of a server. What is in braces in a path becomes something of that kind. */
record ApiClient(PackagedServer server, HttpClient client) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String NO_CALL = "01a1f874-3e4b-8000-8000-000000001234";

    /** @param request method and path; token and body may be empty */
    HttpResponse<String> ask(String request, String token, String body) throws Exception {
        var words = request.split(" ", 2);
        var builder = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.httpPort
                        + words[1].replace("{ip}", "192.0.2.1")
                                .replace("{uuid}", NO_CALL)
                                .replace("{file}", "base.css")))
                .method(words[0], HttpRequest.BodyPublishers.ofString(body));
        if (!token.isEmpty()) {
            builder.header("Authorization", "Bearer " + token);
        }
        if (!body.isEmpty()) {
            builder.header("Content-Type", "application/json");
        }
        return client.send(builder.build(), LiveStream::orHeaderAlone);
    }

    /** The answer to a request that is carried out. */
    JsonNode json(String request, String body) throws Exception {
        var answer = ask(request, "", body);
        assertEquals(200, answer.statusCode(), answer.body());
        return JSON.readTree(answer.body());
    }
}

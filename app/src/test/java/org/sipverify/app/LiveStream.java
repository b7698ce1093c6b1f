package org.sipverify.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpResponse.ResponseInfo;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.sipverify.testkit.Eventually;

/** Reads the calls of a server as they happen. */
final class LiveStream implements AutoCloseable {
    private final InputStream stream;
    private final Thread thread = new Thread(this::read);
    final List<Event> events = new CopyOnWriteArrayList<>();
    volatile boolean over;

    record Event(String id, String type, JsonNode data) {}

    private LiveStream(InputStream stream) {
        this.stream = stream;
        thread.setDaemon(true);
        thread.start();
    }

    /** @param last the id of the last event that was seen; empty for none */
    static LiveStream open(int httpPort, String token, String last) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + httpPort + "/api/calls/live"))
                .header("Authorization", "Bearer " + token);
        if (!last.isEmpty()) {
            request.header("Last-Event-ID", last);
        }
        var answer = HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofInputStream());
        if (answer.statusCode() != 200) {
            throw new IOException(
                    answer.statusCode() + " " + new String(answer.body().readAllBytes(), UTF_8));
        }
        return new LiveStream(answer.body());
    }

    /** For a request whose answer may go on: then the header is enough. */
    static BodySubscriber<String> orHeaderAlone(ResponseInfo answer) {
        var type = answer.headers().firstValue("Content-Type").orElse("");
        return type.equals("text/event-stream")
                ? BodySubscribers.mapping(BodySubscribers.ofInputStream(), LiveStream::left)
                : BodySubscribers.ofString(UTF_8);
    }

    private static String left(InputStream goesOn) {
        try {
            goesOn.close();
            return "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read() {
        var reader = new BufferedReader(new InputStreamReader(stream, UTF_8));
        try {
            var id = "";
            var type = "";
            for (var line = reader.readLine(); line != null; line = reader.readLine()) {
                if (line.startsWith("id: ")) {
                    id = line.substring(4);
                } else if (line.startsWith("event: ")) {
                    type = line.substring(7);
                } else if (line.startsWith("data: ")) {
                    events.add(new Event(id, type, new ObjectMapper().readTree(line.substring(6))));
                }
            }
        } catch (IOException closed) {
            // by the test, or by the server
        }
        over = true;
    }

    /** The call to this number, as soon as it is there. */
    JsonNode call(String callee) {
        Eventually.isTrue(() -> events.stream().anyMatch(it -> isTo(it, callee)), events::toString);
        return events.stream()
                .filter(it -> isTo(it, callee))
                .findFirst()
                .orElseThrow()
                .data();
    }

    private static boolean isTo(Event event, String callee) {
        return event.data().path("callee").asText().equals(callee);
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }
}

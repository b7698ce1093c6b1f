package org.sipverify.vcon.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Stands in for a conserver, by what its source says: keys, lists, what it refuses, and that what it keeps is not what it
 * was sent. No real one was at hand.
 */
final class Conserver implements Receiver.Manner {
    static final String KEY = "conserver key";
    private static final ObjectMapper JSON = new ObjectMapper();

    final Map<String, JsonNode> kept = new ConcurrentHashMap<>();
    final Map<String, List<String>> queued = new ConcurrentHashMap<>();

    @Override
    public void answer(Receiver.Request request, HttpExchange exchange) throws IOException {
        var external = request.target().startsWith("/api/vcon/external-ingress?");
        if (!external && !request.target().matches("/api/vcon(\\?.*)?")) {
            Receiver.send(exchange, 404, "{\"detail\":\"Not Found\"}");
        } else if (!KEY.equals(request.headers().getFirst("x-conserver-api-token"))) {
            Receiver.send(exchange, 403, "{\"detail\":\"Invalid API Key\"}");
        } else {
            take(request, exchange, external);
        }
    }

    private void take(Receiver.Request request, HttpExchange exchange, boolean external) throws IOException {
        var vcon = (ObjectNode) JSON.readTree(request.body());
        var flaw = flaw(vcon, request);
        if (flaw.isPresent()) {
            Receiver.send(exchange, 422, "{\"detail\":\"" + flaw.get() + "\"}");
            return;
        }
        var uuid = vcon.path("uuid").asText();
        kept.put(uuid, rewritten(vcon));
        queued.put(uuid, lists(request.target(), external ? "ingress_list=" : "ingress_lists="));
        Receiver.send(exchange, external ? 204 : 201, kept.get(uuid).toString());
    }

    private static Optional<String> flaw(JsonNode vcon, Receiver.Request request) {
        if (!"application/json".equals(request.headers().getFirst("Content-Type"))) {
            return Optional.of("media type");
        }
        for (var field : List.of("vcon", "uuid", "created_at")) {
            if (!vcon.has(field)) {
                return Optional.of("missing " + field);
            }
        }
        for (var party : vcon.path("parties")) {
            var tel = party.path("tel").asText("+00000");
            if (tel.startsWith("tel:") || tel.length() < 5) {
                return Optional.of("tel");
            }
        }
        for (var dialog : vcon.path("dialog")) {
            for (var party : dialog.path("parties")) {
                if (!party.isInt() || party.asInt() >= vcon.path("parties").size()) {
                    return Optional.of("parties");
                }
            }
        }
        return Optional.empty();
    }

    private static JsonNode rewritten(ObjectNode vcon) {
        var rewritten = vcon.deepCopy();
        rewritten.putNull("subject");
        rewritten.put("created_at", vcon.path("created_at").asText().replace("Z", "+00:00"));
        return rewritten;
    }

    /** A comma does not separate: it is part of a name. */
    private static List<String> lists(String target, String parameter) {
        return Stream.of(target.substring(target.indexOf('?') + 1).split("&"))
                .filter(part -> part.startsWith(parameter))
                .map(part -> part.substring(parameter.length()))
                .toList();
    }
}

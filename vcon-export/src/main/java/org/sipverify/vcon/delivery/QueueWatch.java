package org.sipverify.vcon.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.sipverify.formats.json.MalformedJsonException;
import org.sipverify.formats.json.StrictJson;
import org.sipverify.vcon.delivery.endpoint.EndpointClient;
import org.sipverify.vcon.delivery.endpoint.QueueLimit;

/**
 * Asks a conserver how long its lists are and holds deliveries while one is too long: what waits there for longer
 * than an hour loses its vCon, what waits in the store does not.
 */
final class QueueWatch implements Runnable {
    /** While the depth is unknown nothing is held: an endpoint that takes no vCons says so itself. */
    static final int UNKNOWN = -1;

    private final DeliveryQueue queue;
    private final QueueLimit limit;
    private final EndpointClient client;
    private final DeliveryLog log;

    QueueWatch(DeliveryQueue queue, EndpointClient client, DeliveryLog log) {
        this.queue = queue;
        this.limit = queue.config().load().queueLimit();
        this.client = client;
        this.log = log;
    }

    @Override
    public void run() {
        try {
            while (true) {
                var depth = longest();
                if (queue.endpointDepth(depth)) {
                    log.queue(depth, depth >= limit.most());
                }
                Thread.sleep(limit.interval().toMillis());
            }
        } catch (InterruptedException closed) {
            // The next run asks again.
        }
    }

    private int longest() throws InterruptedException {
        var longest = UNKNOWN;
        for (var list : limit.queues()) {
            longest = Math.max(longest, depth(list));
        }
        return longest;
    }

    private int depth(URI list) throws InterruptedException {
        try {
            var response = client.ask(list);
            JsonNode depth = StrictJson.object(response.body().getBytes(StandardCharsets.UTF_8))
                    .path("depth");
            return response.status() == 200 && depth.canConvertToInt() ? depth.asInt() : UNKNOWN;
        } catch (IOException | MalformedJsonException e) {
            return UNKNOWN;
        }
    }
}

package org.sipverify.vcon.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.sipverify.vcon.form.MalformedVconException;
import org.sipverify.vcon.form.StrictJson;

/**
 * Asks a conserver how long its queues are and holds the lane while one is too long: what waits there for longer than an
 * hour loses its vCon, what waits in the store does not.
 */
final class QueueWatch implements Runnable {
    /** Who cannot be asked is not held: that it takes no vCons it will say itself. */
    static final int UNKNOWN = -1;

    private final Lane lane;
    private final QueueLimit limit;
    private final Post post;
    private final DeliveryLog log;

    QueueWatch(Lane lane, Post post, DeliveryLog log) {
        this.lane = lane;
        this.limit = lane.config().queueLimit();
        this.post = post;
        this.log = log;
    }

    @Override
    public void run() {
        try {
            while (true) {
                var depth = longest();
                if (lane.queue(depth)) {
                    log.queue(depth, depth >= limit.most());
                }
                Thread.sleep(limit.interval().toMillis());
            }
        } catch (InterruptedException closed) {
            // The next server asks anew.
        }
    }

    private int longest() throws InterruptedException {
        var longest = UNKNOWN;
        for (var queue : limit.queues()) {
            longest = Math.max(longest, depth(queue));
        }
        return longest;
    }

    private int depth(URI queue) throws InterruptedException {
        try {
            var reply = post.ask(queue);
            JsonNode depth = StrictJson.object(reply.body().getBytes(StandardCharsets.UTF_8))
                    .path("depth");
            return reply.status() == 200 && depth.canConvertToInt() ? depth.asInt() : UNKNOWN;
        } catch (IOException | MalformedVconException e) {
            return UNKNOWN;
        }
    }
}

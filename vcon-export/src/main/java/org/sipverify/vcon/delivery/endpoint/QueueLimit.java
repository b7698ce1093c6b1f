package org.sipverify.vcon.delivery.endpoint;

import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * How much a conserver may have waiting before it gets more.
 *
 * @param queues where to ask for the depth of each of its lists
 * @param most vCons in the longest of them; 0: no limit, and nothing is asked
 * @param interval between two questions
 */
public record QueueLimit(List<URI> queues, int most, Duration interval) {
    public QueueLimit {
        queues = List.copyOf(queues);
    }
}

package org.sipverify.app.ops;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.sipverify.vcon.delivery.DeliveryMeter.Drop;
import org.sipverify.vcon.delivery.DeliveryMeter.Quarantine;
import org.sipverify.vcon.delivery.EndpointState;

class EndpointFiguresTest {
    record Archive(boolean paused, boolean resting) implements EndpointState {
        @Override
        public String name() {
            return "archive";
        }

        @Override
        public int waiting() {
            return 7;
        }

        @Override
        public int inFlight() {
            return 2;
        }

        @Override
        public boolean held() {
            return true;
        }

        @Override
        public int queueDepth() {
            return 12;
        }

        @Override
        public Duration oldestUndelivered() {
            return Duration.ofSeconds(90);
        }
    }

    @Test
    void eachEndpointHasItsFigures() {
        try (var meters = new Metrics()) {
            var delivery = meters.delivery();
            delivery.delivered("archive");
            delivery.retried("archive");
            delivery.trimmed("archive");
            delivery.quarantined("archive", Quarantine.TOO_LARGE);
            delivery.dropped("archive", Drop.REMOVED);
            meters.endpoint(new Archive(true, false));

            var page = meters.scrape();

            for (var line : new String[] {
                "sipverify_vcon_delivered_total{endpoint=\"archive\"} 1.0",
                "sipverify_vcon_retried_total{endpoint=\"archive\"} 1.0",
                "sipverify_vcon_trimmed_total{endpoint=\"archive\"} 1.0",
                "sipverify_vcon_quarantined_total{endpoint=\"archive\",reason=\"too_large\"} 1.0",
                "sipverify_vcon_dropped_total{endpoint=\"archive\",reason=\"removed\"} 1.0",
                "sipverify_vcon_waiting{endpoint=\"archive\"} 7.0",
                "sipverify_vcon_in_flight{endpoint=\"archive\"} 2.0",
                "sipverify_vcon_held{endpoint=\"archive\"} 1.0",
                "sipverify_vcon_queue_depth{endpoint=\"archive\"} 12.0",
                "sipverify_vcon_paused{endpoint=\"archive\"} 1.0",
                "sipverify_vcon_resting{endpoint=\"archive\"} 0.0",
                "sipverify_vcon_oldest_undelivered_seconds{endpoint=\"archive\"} 90.0"
            }) {
                assertTrue(page.contains(line), () -> line + " is not in\n" + page);
            }
        }
    }
}

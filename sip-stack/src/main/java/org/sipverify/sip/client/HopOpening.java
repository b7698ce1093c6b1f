package org.sipverify.sip.client;

import java.io.IOException;
import java.time.Duration;
import org.sipverify.sip.dns.Hop;

/** The way to one hop while it is being opened. One that takes too long is given up, which leaves time for others. */
final class HopOpening {
    private final Hop hop;
    private final HopFailover request;
    private final Duration patience;

    HopOpening(Hop hop, HopFailover request, Duration patience) {
        this.hop = hop;
        this.request = request;
        this.patience = patience;
    }

    /** What comes of it is told in the lane of the call. */
    void start(SenderParts parts, String callId) {
        var limit = parts.timer()
                .after(
                        patience,
                        callId,
                        () -> request.notOpened(this, RequestFailure.Kind.TIMEOUT, "no connection in time"));
        parts.wires().open(hop, new Wires.Opening() {
            @Override
            public void opened(Flow flow) {
                limit.cancel();
                parts.timer().now(callId, () -> request.opened(HopOpening.this, flow));
            }

            @Override
            public void failed(IOException why) {
                limit.cancel();
                var text = String.valueOf(why.getMessage());
                parts.timer()
                        .now(callId, () -> request.notOpened(HopOpening.this, RequestFailure.Kind.UNREACHABLE, text));
            }
        });
    }
}

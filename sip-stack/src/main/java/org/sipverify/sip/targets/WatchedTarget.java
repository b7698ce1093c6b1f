package org.sipverify.sip.targets;

import io.netty.util.Timeout;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.IntSupplier;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;
import org.sipverify.sip.Headers;
import org.sipverify.sip.TargetConfig.Probing;
import org.sipverify.sip.client.OutboundRequest;
import org.sipverify.sip.client.RequestFailure;
import org.sipverify.sip.client.RequestFailure.Kind;
import org.sipverify.sip.client.RequestSender.Manner;
import org.sipverify.sip.client.Response;
import org.sipverify.sip.client.ResponseListener;
import org.sipverify.sip.targets.TargetState.Health;

/**
 * A target that the policy names: it is asked by OPTIONS at intervals whether it is there, each time in a Call-ID of its
 * own. Everything but the state belongs to a lane.
 */
public final class WatchedTarget {
    private static final Logger LOG = LogManager.getLogger();

    private static final String USER = "probe";

    /** By how much an interval may differ, so that targets whose probes coincide drift apart. */
    private static final double SPREAD = 0.05;

    private final TargetAddress address;
    private final Probing probing;
    private final ProbeParts parts;
    private final IntSupplier calls;
    private final String lane = UUID.randomUUID().toString();
    private volatile TargetState state = TargetState.UNKNOWN;
    private @Nullable Timeout next;
    private int failures;
    private int successes;
    private boolean isStopped;

    /**
     * One that is not probed yet.
     *
     * @param calls how many it has
     */
    WatchedTarget(TargetAddress address, Probing probing, ProbeParts parts, IntSupplier calls) {
        this.address = address;
        this.probing = probing;
        this.parts = parts;
        this.calls = calls;
    }

    /** As {@link TargetAddress#toString}: a SIP URI without a user part, for logs and labels. */
    public String name() {
        return address.toString();
    }

    /** What is known of it. */
    public TargetState state() {
        return state;
    }

    /** Its calls under way. */
    public int calls() {
        return calls.getAsInt();
    }

    TargetAddress address() {
        return address;
    }

    /** Probes it from then on, if targets are probed. */
    void start(Duration delay) {
        if (probing.isOn()) {
            parts.timer().now(lane, () -> schedule(delay));
        }
    }

    /** Probes it no more; its state stays as it is. */
    void stop() {
        parts.timer().now(lane, () -> {
            isStopped = true;
            if (next != null) {
                next.cancel();
            }
        });
    }

    private void schedule(Duration delay) {
        if (!isStopped) {
            next = parts.timer().after(delay, lane, this::probe);
        }
    }

    private void probe() {
        if (!isStopped) {
            schedule(spread(probing.interval()));
            parts.sender().send(options(), new Manner(probing.timeout()), new Outcome());
        }
    }

    private static Duration spread(Duration interval) {
        var factor = ThreadLocalRandom.current().nextDouble(1 - SPREAD, 1 + SPREAD);
        return Duration.ofNanos((long) (interval.toNanos() * factor));
    }

    /** RFC 3261 section 11.1. */
    private OutboundRequest options() {
        var from = "<sip:" + USER + "@" + parts.host() + ">;tag=" + UUID.randomUUID();
        var ids = new OutboundRequest.Ids(
                from, "<" + address + ">", UUID.randomUUID().toString(), 1);
        return new OutboundRequest("OPTIONS", address.toString(), address.target(), ids)
                .withContact(USER)
                .withHeaders(Headers.NONE.with("Accept", "application/sdp"));
    }

    private void rise(int status, Duration took) {
        failures = 0;
        successes++;
        boolean wasDown = state.isDown();
        boolean isDown = wasDown && successes < probing.successes();
        state = new TargetState(isDown ? Health.DOWN : Health.UP, "", Optional.of(took));
        if (wasDown && !isDown) {
            LOG.info("target {} is up again: it answers {}", address, status);
        }
    }

    private void fall(String why) {
        successes = 0;
        failures++;
        boolean wasDown = state.isDown();
        boolean isDown = wasDown || failures >= probing.failures();
        state = new TargetState(isDown ? Health.DOWN : state.health(), why, Optional.empty());
        if (isDown && !wasDown) {
            LOG.warn("target {} is down: {} probes in a row have failed, the last one: {}", address, failures, why);
        }
    }

    /**
     * Whether a server that answers so takes calls. One that does not know OPTIONS, or asks for credentials, does; one that
     * is unavailable, or says so of what is behind it, does not.
     */
    static boolean isAlive(int status) {
        return status != 408 && status != 480 && (status < 500 || status >= 600 || status == 501);
    }

    /** What comes of one probe. */
    private final class Outcome implements ResponseListener {
        private final long began = System.nanoTime();

        @Override
        public void answered(Response response) {
            var took = Duration.ofNanos(System.nanoTime() - began);
            if (isAlive(response.status())) {
                conclude(() -> rise(response.status(), took));
            } else {
                conclude(() -> fall("it answers " + response.status()));
            }
        }

        /** What keeps this server from sending says nothing of the target. */
        @Override
        public void failed(RequestFailure why) {
            if (why.kind() != Kind.OVERLOADED) {
                conclude(() -> fall(why.summary()));
            }
        }

        private void conclude(Runnable outcome) {
            parts.timer().now(lane, () -> {
                if (!isStopped) {
                    outcome.run();
                }
            });
        }
    }
}

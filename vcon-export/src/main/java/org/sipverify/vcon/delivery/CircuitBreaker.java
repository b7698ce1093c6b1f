package org.sipverify.vcon.delivery;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;
import org.sipverify.vcon.delivery.endpoint.Retry;

/**
 * Whether an endpoint may be tried. Failures in a row, a Retry-After or a refused key close it; then one vCon probes at
 * growing intervals, and its success opens it. Not thread-safe: its {@link DeliveryQueue} guards it.
 */
final class CircuitBreaker {
    /** Why it is closed. */
    enum State {
        OPEN,
        RESTING,
        PAUSED
    }

    private final Retry retry;
    private final DoubleSupplier random;
    private State state = State.OPEN;
    private int failures;
    private int holds;
    private long until;
    private @Nullable UUID probe;

    CircuitBreaker(Retry retry, DoubleSupplier random) {
        this.retry = retry;
        this.random = random;
    }

    State state() {
        return state;
    }

    boolean admits(long now) {
        return state == State.OPEN || (probe == null && now - until >= 0);
    }

    /** When the next probe may be sent; unknown while one is in flight. */
    Optional<Long> opens() {
        return state == State.OPEN || probe != null ? Optional.empty() : Optional.of(until);
    }

    /** In turn, because the oldest may be what the endpoint stumbles over. */
    boolean probesWithNewest() {
        return holds % 2 == 0;
    }

    void admitted(UUID uuid) {
        if (state != State.OPEN) {
            probe = uuid;
        }
    }

    /** The endpoint answered as it should. True when that opens the breaker; late answers to older tries do not. */
    boolean passed(UUID uuid) {
        if (state == State.OPEN) {
            failures = 0;
            return false;
        }
        if (!uuid.equals(probe)) {
            return false;
        }
        state = State.OPEN;
        failures = 0;
        holds = 0;
        probe = null;
        return true;
    }

    /** The endpoint failed. True when that closes the breaker. */
    boolean failed(UUID uuid, long now, Optional<Duration> askedWait) {
        if (state == State.OPEN) {
            failures++;
            if (failures < retry.failures() && askedWait.isEmpty()) {
                return false;
            }
            hold(State.RESTING, now, askedWait);
            return true;
        }
        if (uuid.equals(probe)) {
            hold(state, now, askedWait);
        }
        return false;
    }

    /** The endpoint refuses its key. True when it did not before. */
    boolean refused(UUID uuid, long now) {
        if (state == State.PAUSED) {
            if (uuid.equals(probe)) {
                hold(State.PAUSED, now, Optional.empty());
            }
            return false;
        }
        holds = 0;
        hold(State.PAUSED, now, Optional.empty());
        return true;
    }

    /** Nothing was found out about the endpoint. */
    void undecided(UUID uuid) {
        if (uuid.equals(probe)) {
            probe = null;
        }
    }

    private void hold(State why, long now, Optional<Duration> askedWait) {
        state = why;
        probe = null;
        var wait = askedWait.map(retry::asked).orElseGet(() -> retry.after(holds, random.getAsDouble()));
        holds++;
        until = now + wait.toNanos();
    }
}

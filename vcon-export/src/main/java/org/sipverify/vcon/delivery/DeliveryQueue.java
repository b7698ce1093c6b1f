package org.sipverify.vcon.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.sipverify.vcon.delivery.endpoint.EndpointConfig;

/**
 * The vCons for one endpoint that are in memory: oldest first, those that failed later. It holds a bounded number; what
 * does not fit is in the {@link Outbox}, and {@link OutboxReader} brings it when there is room.
 */
final class DeliveryQueue implements EndpointState {
    private final EndpointConfig config;

    // All below is guarded by this.
    private final CircuitBreaker breaker;
    private final TreeSet<QueuedVcon> ready = new TreeSet<>();
    private final PriorityQueue<QueuedVcon> delayed = new PriorityQueue<>(Comparator.comparingLong(QueuedVcon::due));
    private final Set<UUID> inFlight = new HashSet<>();
    private final Map<UUID, QueuedVcon> known = new HashMap<>();
    private final Set<UUID> tried = new HashSet<>(); // of the known ones, those that failed before
    private int queueDepth = QueueWatch.UNKNOWN; // at the endpoint
    private boolean held; // because of it
    private boolean closed;
    private boolean missed; // the outbox may have vCons that were not taken on
    private boolean full; // the reader of the outbox knows
    private final Semaphore refill = new Semaphore(0); // a permit when the outbox should be read

    DeliveryQueue(EndpointConfig config) {
        this.config = config;
        this.breaker = new CircuitBreaker(
                config.retry(), () -> ThreadLocalRandom.current().nextDouble());
    }

    @Override
    public String name() {
        return config.name();
    }

    EndpointConfig config() {
        return config;
    }

    /** Queues it unless the queue is full; then it has to be read from the outbox again. */
    synchronized void offer(QueuedVcon item) {
        if (known.containsKey(item.uuid())) {
            return;
        }
        if (known.size() >= config.load().queue()) {
            askForMore(true);
        } else {
            known.put(item.uuid(), item);
            ready.add(item);
            notify();
        }
    }

    synchronized boolean knows(UUID uuid) {
        return known.containsKey(uuid);
    }

    /** Waits until the outbox should be read, at most this long. */
    void awaitRefill(long nanos) throws InterruptedException {
        var unused = refill.tryAcquire(nanos, TimeUnit.NANOSECONDS);
    }

    private void askForMore(boolean miss) {
        var news = (miss && !missed) || (full && room() > 0);
        missed |= miss;
        full &= !news;
        refill.release(news ? 1 : 0);
    }

    /** Whether the outbox may have vCons that were not taken on. */
    synchronized boolean missed() {
        return missed;
    }

    /** The outbox is read from its beginning: what does not fit from now on may be passed by. */
    synchronized void readingBegins() {
        missed = false;
    }

    /** How many more to read: none while enough are there, and the other half is left for new ones. */
    synchronized int wanted() {
        var room = room();
        full = room == 0;
        return room;
    }

    private int room() {
        var enough = Math.max(1, config.load().queue() / 4);
        var fresh = known.size() - tried.size();
        return fresh >= enough ? 0 : Math.min(config.load().queue() - known.size(), 2 * enough - fresh);
    }

    /** The next vCon to try, once there is one and the endpoint may be tried. */
    synchronized QueuedVcon take() throws InterruptedException {
        while (true) {
            var now = System.nanoTime();
            var next = admitted(now);
            if (next.isPresent()) {
                breaker.admitted(next.get().uuid());
                inFlight.add(next.get().uuid());
                return next.get();
            }
            wait(millisUntilNext(now));
        }
    }

    private Optional<QueuedVcon> admitted(long now) {
        for (var first = delayed.peek(); first != null && first.due() - now <= 0; first = delayed.peek()) {
            ready.add(delayed.remove());
        }
        if (closed || held || !breaker.admits(now)) {
            return Optional.empty();
        }
        if (breaker.state() == CircuitBreaker.State.OPEN) {
            return Optional.ofNullable(ready.pollFirst());
        }
        var probe = breaker.probesWithNewest() ? ready.pollLast() : ready.pollFirst();
        return Optional.ofNullable(probe == null ? delayed.poll() : probe);
    }

    /** Rounded up; zero when only something new can help, which for {@link #wait(long)} is a wait without end. */
    private long millisUntilNext(long now) {
        return Stream.concat(
                        breaker.opens().stream(), Optional.ofNullable(delayed.peek()).map(QueuedVcon::due).stream())
                .mapToLong(due -> due - now)
                .filter(wait -> wait > 0)
                .map(wait -> TimeUnit.NANOSECONDS.toMillis(wait) + 1)
                .min()
                .orElse(0);
    }

    /** So much waits at the endpoint. True when it is too much now and was not before, or the other way round. */
    synchronized boolean endpointDepth(int depth) {
        var tooLong = depth >= config.load().queueLimit().most();
        var news = tooLong != held;
        queueDepth = depth;
        held = tooLong;
        if (news) {
            notifyAll();
        }
        return news;
    }

    /** Nothing is taken any more. */
    synchronized void close() {
        closed = true;
    }

    /** Waits until nothing is in flight, or until that time on the clock of {@link System#nanoTime}. */
    synchronized void awaitLanding(long deadline) throws InterruptedException {
        for (var left = deadline - System.nanoTime();
                !inFlight.isEmpty() && left > 0;
                left = deadline - System.nanoTime()) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
    }

    /** It is no longer in flight. */
    private void landed(UUID uuid) {
        inFlight.remove(uuid);
        if (closed && inFlight.isEmpty()) {
            notifyAll();
        }
        askForMore(false);
    }

    /** The endpoint accepted or refused this vCon. True when that closes the breaker. */
    synchronized boolean settled(QueuedVcon item) {
        forget(item.uuid());
        var opened = breaker.passed(item.uuid());
        if (opened) {
            notifyAll();
        }
        return opened;
    }

    /** This vCon is done with, and nothing was learned about the endpoint. */
    synchronized void gone(QueuedVcon item) {
        forget(item.uuid());
        breaker.undecided(item.uuid());
        notifyAll();
    }

    /** The endpoint failed. True when it will rest from now on. */
    synchronized boolean failed(QueuedVcon item, Optional<Duration> askedWait) {
        var resting = breaker.failed(item.uuid(), System.nanoTime(), askedWait);
        delay(item);
        return resting;
    }

    /** The endpoint refuses its key. True when it did not before. */
    synchronized boolean refused(QueuedVcon item) {
        var news = breaker.refused(item.uuid(), System.nanoTime());
        landed(item.uuid());
        ready.add(item);
        notifyAll();
        return news;
    }

    /** This server failed, such as its disk. */
    synchronized void hindered(QueuedVcon item) {
        breaker.undecided(item.uuid());
        delay(item);
    }

    /** Half of the room at most is for vCons that wait for another try, so that good ones get past them. */
    private void delay(QueuedVcon item) {
        if (tried.size() >= config.load().queue() / 2 && !tried.contains(item.uuid())) {
            known.remove(item.uuid());
            askForMore(true);
        } else {
            tried.add(item.uuid());
            var wait = config.retry()
                    .after(item.attempts(), ThreadLocalRandom.current().nextDouble());
            var again = item.failed(System.nanoTime() + wait.toNanos());
            known.put(item.uuid(), again);
            delayed.add(again);
        }
        landed(item.uuid());
        notifyAll();
    }

    /** Removes a vCon from the queue; false when it is in flight. */
    synchronized boolean remove(UUID uuid) {
        var item = known.get(uuid);
        if (inFlight.contains(uuid)) {
            return false;
        }
        if (item != null) {
            forget(uuid);
            ready.remove(item);
            delayed.remove(item);
        }
        return true;
    }

    private void forget(UUID uuid) {
        known.remove(uuid);
        tried.remove(uuid);
        landed(uuid);
    }

    @Override
    public synchronized int waiting() {
        return ready.size() + delayed.size();
    }

    @Override
    public synchronized int inFlight() {
        return inFlight.size();
    }

    @Override
    public synchronized boolean paused() {
        return breaker.state() == CircuitBreaker.State.PAUSED;
    }

    @Override
    public synchronized boolean resting() {
        return breaker.state() == CircuitBreaker.State.RESTING;
    }

    @Override
    public synchronized int queueDepth() {
        return queueDepth;
    }

    @Override
    public synchronized boolean held() {
        return held;
    }

    @Override
    public synchronized Duration oldestUndelivered() {
        return known.values().stream()
                .map(QueuedVcon::created)
                .min(Comparator.naturalOrder())
                .map(oldest -> Duration.between(oldest, Instant.now()))
                .filter(age -> !age.isNegative())
                .orElse(Duration.ZERO);
    }
}

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
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The vCons for one endpoint that are in memory: oldest first, those that failed later. It holds a bounded number; what
 * does not fit is in the store, and {@link Search} finds it there.
 */
final class DeliveryQueue implements EndpointState {
    private final EndpointConfig config;

    // All below is guarded by this.
    private final CircuitBreaker breaker;
    private final TreeSet<QueuedVcon> ready = new TreeSet<>();
    private final PriorityQueue<QueuedVcon> delayed = new PriorityQueue<>(Comparator.comparingLong(QueuedVcon::due));
    private final Map<UUID, QueuedVcon> inFlight = new HashMap<>();
    private final Map<UUID, QueuedVcon> known = new HashMap<>();
    private final Set<UUID> tried = new HashSet<>(); // of the known ones, those that failed before
    private int queueDepth = QueueWatch.UNKNOWN; // at the endpoint
    private boolean held; // because of it
    private boolean closed;
    private final Hunger hunger = new Hunger();

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

    /** False when there is no room; then it has to be found in the store again. */
    synchronized boolean offer(QueuedVcon item) {
        if (known.containsKey(item.uuid())) {
            return true;
        }
        if (known.size() >= config.queue()) {
            hunger.miss();
            return false;
        }
        known.put(item.uuid(), item);
        ready.add(item);
        notify();
        return true;
    }

    synchronized boolean knows(UUID uuid) {
        return known.containsKey(uuid);
    }

    /** Waits until something in the store is wanted, so long at most. */
    void awaitHunger(long nanos) throws InterruptedException {
        hunger.await(nanos);
    }

    /** Whether there may be vCons in the store that were not taken on. */
    synchronized boolean missed() {
        return hunger.missed();
    }

    /** A search of the store begins: it may pass by what does not fit from now on. */
    synchronized void searched() {
        hunger.searched();
    }

    /** How many more to fetch from the store: none while enough are there, and the other half is left for new ones. */
    synchronized int appetite() {
        var appetite = room();
        hunger.told(appetite);
        return appetite;
    }

    private int room() {
        var enough = Math.max(1, config.queue() / 4);
        var fresh = known.size() - tried.size();
        return fresh >= enough ? 0 : Math.min(config.queue() - known.size(), 2 * enough - fresh);
    }

    /** The next vCon to try, once there is one and the endpoint may be tried. */
    synchronized QueuedVcon take() throws InterruptedException {
        while (true) {
            var now = System.nanoTime();
            var next = admitted(now);
            if (next.isPresent()) {
                breaker.admitted(next.get().uuid());
                inFlight.put(next.get().uuid(), next.get());
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
        var tooLong = depth >= config.queueLimit().most();
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

    /** Waits until nothing is under way, or until that time on the clock of {@link System#nanoTime}. */
    synchronized void awaitLanding(long deadline) throws InterruptedException {
        for (var left = deadline - System.nanoTime();
                !inFlight.isEmpty() && left > 0;
                left = deadline - System.nanoTime()) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
    }

    /** It is not under way any more. */
    private void landed(UUID uuid) {
        inFlight.remove(uuid);
        if (closed && inFlight.isEmpty()) {
            notifyAll();
        }
        hunger.has(room());
    }

    /** The endpoint is done with this vCon, one way or the other. True when it had been left alone before. */
    synchronized boolean settled(QueuedVcon item) {
        forget(item.uuid());
        var opened = breaker.passed(item.uuid());
        if (opened) {
            notifyAll();
        }
        return opened;
    }

    /** This vCon is out of the way, and nothing was learned about the endpoint. */
    synchronized void gone(QueuedVcon item) {
        forget(item.uuid());
        breaker.undecided(item.uuid());
        notifyAll();
    }

    /** The endpoint failed. True when it will be left alone from now on. */
    synchronized boolean failed(QueuedVcon item, Optional<Duration> askedWait) {
        var resting = breaker.failed(item.uuid(), System.nanoTime(), askedWait);
        delay(item);
        return resting;
    }

    /** The endpoint refuses our key. True when it did not before. */
    synchronized boolean refused(QueuedVcon item) {
        var news = breaker.refused(item.uuid(), System.nanoTime());
        landed(item.uuid());
        ready.add(item);
        notifyAll();
        return news;
    }

    /** Something of our own failed, such as the disk. */
    synchronized void hindered(QueuedVcon item) {
        breaker.undecided(item.uuid());
        delay(item);
    }

    /** Half of the room at most is for vCons that wait for another try, so that good ones get past them. */
    private void delay(QueuedVcon item) {
        if (tried.size() >= config.queue() / 2 && !tried.contains(item.uuid())) {
            known.remove(item.uuid());
            hunger.miss();
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

    /** Where a vCon was when it had to go. */
    enum Place {
        WAITING,
        IN_FLIGHT,
        NOT_HERE
    }

    /** Takes a vCon out if it is waiting. */
    synchronized Place remove(UUID uuid) {
        var item = known.get(uuid);
        if (inFlight.containsKey(uuid)) {
            return Place.IN_FLIGHT;
        }
        if (item == null) {
            return Place.NOT_HERE;
        }
        forget(uuid);
        ready.remove(item);
        delayed.remove(item);
        return Place.WAITING;
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
        return Stream.of(
                        ready.isEmpty() ? Stream.<QueuedVcon>empty() : Stream.of(ready.first()),
                        delayed.stream(),
                        inFlight.values().stream())
                .flatMap(items -> items)
                .map(QueuedVcon::created)
                .min(Comparator.naturalOrder())
                .map(oldest -> Duration.between(oldest, Instant.now()))
                .filter(age -> !age.isNegative())
                .orElse(Duration.ZERO);
    }
}

package org.sipverify.sip.stack;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Gives each call its own thread: a virtual one if the running JDK has them, otherwise one of a pool. */
final class CallThreads {
    static ExecutorService open() {
        try {
            // JDK 21 and later; called by name because the language level is 17.
            var builder = Thread.class.getMethod("ofVirtual").invoke(null);
            var ofVirtual = Class.forName("java.lang.Thread$Builder");
            var named = ofVirtual.getMethod("name", String.class, long.class).invoke(builder, "call-", 0L);
            var factory = ofVirtual.getMethod("factory").invoke(named);
            return (ExecutorService) Executors.class
                    .getMethod("newThreadPerTaskExecutor", ThreadFactory.class)
                    .invoke(null, factory);
        } catch (ReflectiveOperationException beforeJdk21) {
            return pool();
        }
    }

    /**
     * As many threads as calls in progress, which {@code sip.max-calls} bounds, plus the few that have just finished
     * one.
     */
    private static ExecutorService pool() {
        var count = new AtomicLong();
        return new ThreadPoolExecutor(
                0,
                Integer.MAX_VALUE,
                30,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                task -> new Thread(task, "call-" + count.getAndIncrement()));
    }

    private CallThreads() {}
}

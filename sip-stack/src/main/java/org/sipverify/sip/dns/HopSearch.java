package org.sipverify.sip.dns;

import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.sipverify.formats.net.IpAddress;

/**
 * Locates servers for those who must not wait: a name is looked up on a thread made for that, which ends when it has
 * been idle for a while. An IP address needs no thread.
 */
public final class HopSearch implements AutoCloseable {
    private static final int THREADS = 16;
    private static final int MOST_WAITING = 1000;

    private final Locator locator;
    private final ThreadPoolExecutor threads;

    public HopSearch(Locator locator) {
        this.locator = locator;
        this.threads = new ThreadPoolExecutor(
                THREADS, THREADS, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(MOST_WAITING), HopSearch::thread);
        threads.allowCoreThreadTimeOut(true);
    }

    private static Thread thread(Runnable task) {
        var thread = new Thread(task, "sip-dns");
        thread.setDaemon(true);
        return thread;
    }

    /** What to do with the result. Called once, on any thread: must not block. */
    public interface Finding {
        void found(List<Hop> hops);

        void failed(NotLocatedException why);
    }

    /** As {@link Locator#locate}, without waiting. */
    public void locate(Target target, int octets, Finding then) {
        if (IpAddress.parse(target.host()).isPresent()) {
            run(target, octets, then);
            return;
        }
        try {
            threads.execute(() -> run(target, octets, then));
        } catch (RejectedExecutionException full) {
            then.failed(new NotLocatedException("too many names are being looked up"));
        }
    }

    private void run(Target target, int octets, Finding then) {
        List<Hop> hops;
        try {
            hops = locator.locate(target, octets);
        } catch (NotLocatedException e) {
            then.failed(e);
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            then.failed(new NotLocatedException("the search for " + target.host() + " was interrupted"));
            return;
        }
        then.found(hops);
    }

    /** See {@link Locator#failed}. */
    public void failed(Hop hop) {
        locator.failed(hop);
    }

    /** See {@link Locator#answered}. */
    public void answered(Hop hop) {
        locator.answered(hop);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}

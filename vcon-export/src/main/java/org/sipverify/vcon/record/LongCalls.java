package org.sipverify.vcon.record;

import java.util.Collection;
import java.util.concurrent.TimeUnit;
import org.sipverify.vcon.journal.Journal;

/**
 * Has calls that last written to the journal again. It deletes its oldest files first, so that one call of hours would
 * keep the files of all calls since.
 */
final class LongCalls {
    private static final long BETWEEN_LOOKS = TimeUnit.SECONDS.toNanos(1);

    private final Journal journal;
    private long nextLook = System.nanoTime();

    LongCalls(Journal journal) {
        this.journal = journal;
    }

    /**
     * Renews those that the journal would like to be rid of. To be called when it has all that is known of them.
     *
     * @param open all calls that are not over
     * @param bytes of these calls
     */
    void renew(Collection<OpenCall> open, long bytes) {
        var now = System.nanoTime();
        if (open.isEmpty() || now - nextLook < 0) {
            return;
        }
        nextLook = now + BETWEEN_LOOKS;
        var outlived = journal.outlived(bytes);
        if (!outlived.isEmpty()) {
            open.stream()
                    .map(OpenCall::recording)
                    .filter(call -> outlived.contains(call.uuid()))
                    .forEach(journal::renew);
        }
    }
}

package org.sipverify.index;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether the database takes what it is given.
 *
 * <p>Shared state: why it does not. Written by the writer alone.
 */
final class IndexHealth {
    private final IndexListener listener;
    private volatile @Nullable String problem;

    IndexHealth(IndexListener listener) {
        this.listener = listener;
    }

    void failed(IndexException why) {
        var text = String.valueOf(why.getMessage());
        boolean isFirst = problem == null;
        problem = text;
        listener.failed(text, isFirst);
    }

    void works() {
        if (problem != null) {
            problem = null;
            listener.recovered();
        }
    }

    Optional<String> problem() {
        return Optional.ofNullable(problem);
    }
}

package org.sipverify.index;

import java.util.function.Function;
import java.util.function.Supplier;

/** What the writer writes. */
sealed interface Change {
    /** A call, as the server knows it. */
    record Called(Supplier<IndexedCall> call) implements Change {}

    /** A vCon was written or removed. */
    record Filed(FiledVcon vcon) implements Change {}

    default <T> T match(Function<Called, T> called, Function<Filed, T> filed) {
        return this instanceof Called it ? called.apply(it) : filed.apply((Filed) this);
    }
}

package org.sipverify.index;

import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * The vCon of a call is in its file, or no longer.
 *
 * @param file where it is; empty when it was removed
 * @param call reads the call from it; asked, on the thread of the index, only when the index does not have the call.
 *     Absent when that is not possible
 */
public record FiledVcon(UUID uuid, String file, Supplier<Optional<IndexedCall>> call) {}

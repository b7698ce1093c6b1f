package org.sipverify.vcon.validate;

import java.util.Optional;

/** Where the bytes behind the urls of a vCon can be had, to compare them with their content_hash. */
@FunctionalInterface
public interface ExternalFiles {
    /** Finds nothing, so only the form of the hashes is checked. */
    ExternalFiles NONE = url -> Optional.empty();

    /** The bytes behind a url, if available. */
    Optional<byte[]> at(String url);
}

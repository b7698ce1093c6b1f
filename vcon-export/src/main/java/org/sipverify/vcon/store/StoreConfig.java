package org.sipverify.vcon.store;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Where vCons lie and for how long.
 *
 * @param directory has one directory a day below it
 * @param gzip whether files are compressed
 * @param maxAge after which a vCon is deleted; zero: never
 * @param maxSize bytes of all vCons beyond which the oldest are deleted; zero: no limit
 */
public record StoreConfig(Path directory, boolean gzip, Duration maxAge, long maxSize) {}

package org.sipverify.vcon.store;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Where vCons lie and for how long.
 *
 * @param directory has one directory a day below it
 * @param gzip whether files are compressed
 * @param maxAge after which a vCon goes; zero: never
 * @param maxSize octets of all vCons beyond which the oldest go; zero: no limit
 */
public record StoreConfig(Path directory, boolean gzip, Duration maxAge, long maxSize) {}

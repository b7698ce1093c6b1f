package org.sipverify.vcon.delivery.endpoint;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Someone who gets every vCon.
 *
 * @param name for directories, metrics and the log
 * @param target where to POST, path and query included
 * @param tokenHeader the header that carries the token
 * @param secret of the signature of a web hook
 * @param asStored whether a sealed vCon is sent sealed; otherwise only what is inside
 * @param maxSize of a vCon in bytes, before it is compressed
 * @param queue vCons that may wait in memory
 * @param timeout of one request with its whole answer
 * @param maxResponse bytes of an answer
 * @param queueLimit of a conserver's lists
 * @param caFile PEM certificates to trust besides the JDK's
 */
public record EndpointConfig(
        String name,
        Profile profile,
        URI target,
        String tokenHeader,
        Secret token,
        Secret secret,
        boolean asStored,
        Dialect dialect,
        boolean gzip,
        int maxSize,
        int maxInFlight,
        int queue,
        Duration timeout,
        long maxResponse,
        Retry retry,
        QueueLimit queueLimit,
        Optional<Path> caFile) {}

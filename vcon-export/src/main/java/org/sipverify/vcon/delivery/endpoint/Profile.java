package org.sipverify.vcon.delivery.endpoint;

/** What kind of receiver an endpoint is. */
public enum Profile {
    /** A vCon conserver: plain JSON, an API token, the names of its queues. */
    CONSERVER,
    /** A web hook: plain JSON, an idempotency key, a signature over the bytes. */
    WEBHOOK,
    /** Anything that takes application/vcon. */
    POST
}

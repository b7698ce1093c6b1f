package org.sipverify.vcon.delivery;

/** Counts what becomes of vCons in delivery. Called on any thread: must not block. */
public interface DeliveryMeter {
    DeliveryMeter NONE = new DeliveryMeter() {};

    /** Why a vCon never reaches an endpoint. */
    enum Drop {
        /** Retention or another process removed it from the store before it was delivered. */
        REMOVED
    }

    /** Why a vCon was set aside for a person to look at. */
    enum Quarantine {
        /** The endpoint refused it: HTTP 4xx. */
        REFUSED,
        /** The endpoint has something else under this uuid: HTTP 409. */
        CONFLICT,
        /** It is larger than the endpoint takes, also without its details. */
        TOO_LARGE,
        /** The stored file is not a vCon, or is encrypted while the endpoint wants it plain. */
        UNREADABLE
    }

    /** The endpoint has it. */
    default void delivered(String endpoint) {}

    /** A try failed and will be repeated. */
    default void retried(String endpoint) {}

    default void quarantined(String endpoint, Quarantine why) {}

    /** Sent without some of its attachments because of the size. */
    default void trimmed(String endpoint) {}

    default void dropped(String endpoint, Drop why) {}
}

package org.sipverify.http;

/** Fills an answer that goes on until one side ends it. It takes none of the threads that answer requests. */
@FunctionalInterface
public interface Streaming {
    /** The status and the header are on their way; from now on the outlet takes octets. Must not wait. */
    void begin(Outlet outlet);
}

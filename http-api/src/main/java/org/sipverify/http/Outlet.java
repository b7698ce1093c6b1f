package org.sipverify.http;

/** One client that takes an answer which goes on. Nothing here waits, and all of it may be called on any thread. */
public interface Outlet {
    /** Whether what was sent is on its way, so that more may follow. */
    boolean isReady();

    /** Sends octets, which nobody changes any more. Only while it {@link #isReady}. */
    void send(byte[] octets);

    /** Whether the client has not taken what was sent for {@code http.request-time}. */
    boolean isStalled();

    /** Whether the caller still has the role: a token may have been deleted, and a session ended. */
    boolean isAllowed();

    /** Whether the answer goes on: the client has not left, as far as is known, and nobody has closed it. */
    boolean isOpen();

    /** Ends the answer. What is on its way may be cut. */
    void close();
}

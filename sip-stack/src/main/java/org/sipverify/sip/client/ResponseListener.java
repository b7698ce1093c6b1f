package org.sipverify.sip.client;

/**
 * Receives what becomes of a request, in the lane of its Call-ID: one event after the other, never concurrently with
 * other messages of the call. Must not block.
 *
 * <p>There is one final response or one failure. The exception is an INVITE: each 2xx is an event of its own, be it
 * from another branch of a fork or a retransmission, because each needs an ACK; one can even come after {@link
 * #failed}, when it crosses with the CANCEL. An application that does not want the call acknowledges it and sends BYE.
 */
public interface ResponseListener {
    /** A response from 100 to 199. */
    default void provisional(Response response) {}

    /** A final response. */
    void answered(Response response);

    /** There will be none. */
    void failed(RequestFailure why);
}

package org.sipverify.http;

/** Carries out the requests of one route. */
@FunctionalInterface
public interface RouteHandler {
    /**
     * Answers a request, on a thread that may wait for a moment; there are sixteen for all requests. What takes
     * longer is a {@link Reply#later}.
     *
     * @throws RefusedException when it is not carried out
     */
    Reply answer(ApiRequest request) throws RefusedException;
}

package org.sipverify.sip;

import java.time.Duration;
import java.util.List;

/** A listening SIP endpoint. */
public interface SipServer extends AutoCloseable {
    /**
     * Opens every listener of the configuration and begins to take calls.
     *
     * @throws CannotListenException when one of them cannot be opened; then none is
     */
    static SipServer start(SipConfig config, CallHandler handler, SipMeter meter) throws CannotListenException {
        return JainServer.start(config, handler, meter);
    }

    /** Where it listens, one entry a socket: {@code udp 127.0.0.1:5061}. */
    List<String> listeners();

    /** Calls whose answer is being worked out. */
    int callsInHand();

    /** Sources that are not heard for a while because of what they sent. */
    int bans();

    /** Sources whose requests of late still weigh on their limit. */
    int activeSources();

    /**
     * Answers new INVITEs and OPTIONS with 503 from now on and waits for the calls in hand.
     *
     * @return whether the last call was answered within the limit
     */
    boolean drain(Duration limit) throws InterruptedException;

    /** Stops listening. Calls still in hand are interrupted and answered 503. */
    @Override
    void close();
}

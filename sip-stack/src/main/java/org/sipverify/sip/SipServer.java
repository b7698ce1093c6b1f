package org.sipverify.sip;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.sipverify.sip.tls.TlsFiles;

/** A listening SIP endpoint. */
public interface SipServer extends AutoCloseable {
    /** As {@link #start(SipConfig, CallHandler, SipMeter, MessageTrace)}, with nobody looking at the messages. */
    static SipServer start(SipConfig config, CallHandler handler, SipMeter meter) throws CannotListenException {
        return start(config, handler, meter, MessageTrace.NONE);
    }

    /**
     * Opens every listener of the configuration and begins to take calls.
     *
     * @param trace sees every message; it is called until {@link #close} has returned
     * @throws CannotListenException when one of them cannot be opened; then none is
     */
    static SipServer start(SipConfig config, CallHandler handler, SipMeter meter, MessageTrace trace)
            throws CannotListenException {
        return JainServer.start(config, handler, meter, trace, System::nanoTime);
    }

    /** Where it listens, one entry a socket: {@code udp 127.0.0.1:5061}. */
    List<String> listeners();

    /** The certificates of its TLS listener; empty when it has none. */
    Optional<TlsFiles> tls();

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

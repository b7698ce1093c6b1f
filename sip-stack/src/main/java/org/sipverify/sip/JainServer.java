package org.sipverify.sip;

import java.time.Duration;
import java.util.List;
import javax.sip.PeerUnavailableException;
import javax.sip.SipException;
import javax.sip.SipFactory;
import javax.sip.SipStack;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** JAIN-SIP, started and wired to the calls it brings. */
final class JainServer implements SipServer {
    private static final Logger LOG = LogManager.getLogger();

    private final SipStack stack;
    private final JainCalls calls;
    private final List<String> listeners;

    private JainServer(SipStack stack, JainCalls calls, List<String> listeners) {
        this.stack = stack;
        this.calls = calls;
        this.listeners = listeners;
    }

    static JainServer start(SipConfig config, CallHandler handler, SipMeter meter) throws CannotListenException {
        try {
            var factory = SipFactory.getInstance();
            factory.setPathName("gov.nist");
            var replies = new JainReplies(new JainMessages(factory), meter, config.maxUdpAnswer());
            var calls = new JainCalls(handler, replies, meter, config);
            var listener = new JainListener(calls, replies, meter, config.retryAfter());
            return start(factory.createSipStack(JainProperties.all()), config, calls, listener);
        } catch (PeerUnavailableException e) {
            throw new IllegalStateException("JAIN-SIP does not start", e);
        }
    }

    private static JainServer start(SipStack stack, SipConfig config, JainCalls calls, JainListener listener)
            throws CannotListenException {
        try {
            var listeners = JainTransports.open(stack, config, listener);
            stack.start();
            return new JainServer(stack, calls, listeners);
        } catch (CannotListenException e) {
            calls.close();
            discard(stack);
            throw e;
        } catch (SipException e) {
            throw new IllegalStateException("JAIN-SIP does not start", e);
        }
    }

    /** A listening point that failed stays registered as if it lived, so the whole stack must go. */
    private static void discard(SipStack stack) {
        try {
            stack.stop();
        } catch (NullPointerException e) {
            // The stock TCP processor closes a socket that it never had.
            LOG.debug("JAIN-SIP stopped half-way", e);
        }
    }

    @Override
    public List<String> listeners() {
        return listeners;
    }

    @Override
    public int callsInHand() {
        return calls.inHand();
    }

    @Override
    public boolean drain(Duration limit) throws InterruptedException {
        return calls.drain(limit);
    }

    @Override
    public void close() {
        calls.close();
        stack.stop();
    }
}

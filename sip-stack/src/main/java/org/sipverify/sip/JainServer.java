package org.sipverify.sip;

import gov.nist.javax.sip.SipStackImpl;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import javax.sip.PeerUnavailableException;
import javax.sip.SipException;
import javax.sip.SipFactory;

/** JAIN-SIP, started on our wires and wired to the calls it brings. */
final class JainServer implements SipServer {
    private final SipStackImpl stack;
    private final JainWires wires;
    private final JainCalls calls;
    private final List<String> listeners;

    private JainServer(SipStackImpl stack, JainWires wires, JainCalls calls, List<String> listeners) {
        this.stack = stack;
        this.wires = wires;
        this.calls = calls;
        this.listeners = listeners;
    }

    static JainServer start(SipConfig config, CallHandler handler, SipMeter meter) throws CannotListenException {
        var wires = new JainWires(config.limits(), meter);
        try {
            var factory = SipFactory.getInstance();
            factory.setPathName("gov.nist");
            var stack = stack(factory, wires, JainProperties.all());
            var replies = new JainReplies(new JainMessages(factory), meter, config.maxUdpAnswer());
            var calls = new JainCalls(handler, replies, meter, config);
            var listener = new JainListener(calls, replies, meter, config.retryAfter());
            return open(new JainServer(stack, wires, calls, List.of()), config, listener);
        } catch (PeerUnavailableException e) {
            throw new IllegalStateException("JAIN-SIP does not start", e);
        }
    }

    /** A plug-in that the stack does not take is only logged, and it would come up without: so each is looked for. */
    static SipStackImpl stack(SipFactory factory, JainWires wires, Properties properties)
            throws PeerUnavailableException {
        var stack = (SipStackImpl) factory.createSipStack(properties);
        stack.setMessageProcessorFactory(wires);
        if (!(stack.getTimer() instanceof JainTimer timer)) {
            throw new IllegalStateException("JAIN-SIP runs on a timer of its own");
        }
        timer.runIn(wires.lanes());
        return stack;
    }

    private static JainServer open(JainServer server, SipConfig config, JainListener listener)
            throws CannotListenException {
        try {
            var listeners = JainTransports.open(server.stack, config, listener);
            server.stack.start();
            server.wires.read();
            return new JainServer(server.stack, server.wires, server.calls, listeners);
        } catch (CannotListenException e) {
            server.close(); // a listening point that failed stays registered as if it lived: the whole stack must go
            throw e;
        } catch (SipException e) {
            throw new IllegalStateException("JAIN-SIP does not start", e);
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
        wires.close();
    }
}

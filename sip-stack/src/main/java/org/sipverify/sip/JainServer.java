package org.sipverify.sip;

import gov.nist.javax.sip.EventScanner;
import gov.nist.javax.sip.EventWrapper;
import gov.nist.javax.sip.SipStackImpl;
import gov.nist.javax.sip.stack.MessageProcessorFactory;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.function.LongSupplier;
import javax.sip.DialogTerminatedEvent;
import javax.sip.PeerUnavailableException;
import javax.sip.SipException;
import javax.sip.SipFactory;
import org.jspecify.annotations.Nullable;
import org.sipverify.sip.admission.Admission;
import org.sipverify.sip.tls.TlsFileException;
import org.sipverify.sip.tls.TlsFiles;
import org.sipverify.sip.tls.TlsKeys;
import org.sipverify.sip.transport.Lanes;

/** JAIN-SIP, started on our wires and wired to the calls it brings. */
final class JainServer implements SipServer {
    private final SipStackImpl stack;
    private final JainWires wires;
    private final JainCalls calls;
    private final Admission admission;
    private final @Nullable TlsKeys tls;
    private List<String> listeners = List.of();

    private JainServer(
            SipStackImpl stack, JainWires wires, JainCalls calls, Admission admission, @Nullable TlsKeys tls) {
        this.stack = stack;
        this.wires = wires;
        this.calls = calls;
        this.admission = admission;
        this.tls = tls;
    }

    static JainServer start(
            SipConfig config, CallHandler handler, SipMeter meter, MessageTrace trace, LongSupplier nanoTime)
            throws CannotListenException {
        var tls = tls(config);
        var parts = JainParts.of(config, meter, nanoTime);
        var wires = parts.wires(trace, tls);
        try {
            var factory = SipFactory.getInstance();
            factory.setPathName("gov.nist");
            var stack = stack(factory, wires, parts.lanes(), JainProperties.all());
            var replies = parts.replies(factory);
            var calls = parts.calls(handler, replies, (JainTimer) stack.getTimer());
            var server = new JainServer(stack, wires, calls, parts.admission(), tls);
            server.open(config, parts.listener(calls, replies));
            return server;
        } catch (PeerUnavailableException e) {
            throw new IllegalStateException("JAIN-SIP does not start", e);
        }
    }

    private static @Nullable TlsKeys tls(SipConfig config) throws CannotListenException {
        try {
            return config.tls().isPresent() ? TlsKeys.load(config.tls().get()) : null;
        } catch (TlsFileException e) { // it was sound when the configuration was read
            throw new CannotListenException("cannot listen on tls: " + e.getMessage(), e);
        }
    }

    /** A plug-in that the stack does not take is only logged, and it would come up without: so each is looked for. */
    static SipStackImpl stack(SipFactory factory, MessageProcessorFactory wires, Lanes lanes, Properties properties)
            throws PeerUnavailableException {
        var stack = (SipStackImpl) factory.createSipStack(properties);
        stack.setMessageProcessorFactory(wires);
        if (!(stack.getTimer() instanceof JainTimer timer)) {
            throw new IllegalStateException("JAIN-SIP runs on a timer of its own");
        }
        timer.runIn(lanes);
        return stack;
    }

    private void open(SipConfig config, JainListener listener) throws CannotListenException {
        try {
            listeners = JainTransports.open(stack, config, listener);
            stack.start();
            wires.read();
        } catch (CannotListenException e) {
            close(); // a listening point that failed stays registered as if it lived: the whole stack must go
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
    public Optional<TlsFiles> tls() {
        return Optional.ofNullable(tls);
    }

    @Override
    public int callsInHand() {
        return calls.inHand();
    }

    @Override
    public int bans() {
        return admission.bans();
    }

    @Override
    public int activeSources() {
        return admission.sources();
    }

    @Override
    public boolean drain(Duration limit) throws InterruptedException {
        return calls.drain(limit);
    }

    @Override
    public void close() {
        calls.close();
        wires.close();
        stopStack();
        if (tls != null) {
            tls.close();
        }
    }

    /** It would sleep for a second, for the sake of threads that are not there with our wires; who is interrupted does not sleep. */
    private void stopStack() {
        var scanner = stack.getEventScanner();
        var providers = stack.getSipProviders();
        var interrupted = Thread.currentThread().isInterrupted();
        Thread.currentThread().interrupt();
        try {
            stack.stop();
        } finally {
            if (!interrupted) {
                Thread.interrupted();
            }
        }
        if (providers.hasNext()) {
            wake(scanner, providers.next());
        }
    }

    /** The stack tells this thread to end and lets it wait on for an event; so here is one that nobody minds. */
    private static void wake(EventScanner scanner, Object provider) {
        scanner.addEvent(new EventWrapper(new DialogTerminatedEvent(provider, null), null));
    }
}

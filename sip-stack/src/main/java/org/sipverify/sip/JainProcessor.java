package org.sipverify.sip;

import gov.nist.core.HostPort;
import gov.nist.javax.sip.stack.MessageChannel;
import gov.nist.javax.sip.stack.MessageProcessor;
import gov.nist.javax.sip.stack.SIPTransactionStack;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.regex.Pattern;
import org.sipverify.sip.transport.Transport;
import org.sipverify.sip.transport.Wire;

/** One listening point of ours as JAIN-SIP sees it. */
final class JainProcessor extends MessageProcessor {
    private static final int LARGEST_MESSAGE = 65_535;

    /** An IP address as text, bracketed or not: what the JDK reads without asking anybody. */
    private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|\\[?[0-9a-fA-F:.]*:[0-9a-fA-F:.]*]?");

    /** The socket behind it. */
    interface Socket extends AutoCloseable {
        /** Begins to take messages in. */
        void read();

        /** The way to a peer; for a connection, one that is open already. */
        Wire to(InetSocketAddress peer) throws IOException;

        @Override
        void close();
    }

    /** Opens the socket. */
    @FunctionalInterface
    interface Opener {
        Socket open(JainProcessor processor) throws IOException;
    }

    private final Transport wireTransport;
    private final Opener opener;
    private Socket socket;
    private boolean stopped;

    @SuppressWarnings("NullAway.Init") // the stack calls start before anything else
    JainProcessor(SIPTransactionStack stack, InetAddress address, int port, Transport transport, Opener opener) {
        super(address, port, transport.token(), stack);
        this.wireTransport = transport;
        this.opener = opener;
    }

    Transport wireTransport() {
        return wireTransport;
    }

    InetSocketAddress local() {
        return new InetSocketAddress(getIpAddress(), getPort());
    }

    /** Binds; the stack calls it before there is a listener, so nothing is read yet. */
    @Override
    public void start() throws IOException {
        socket = opener.open(this);
    }

    void read() {
        socket.read();
    }

    /** Once: the stack stops what is stopped already, and also what it could not start. */
    @Override
    public void stop() {
        if (socket != null && !stopped) {
            stopped = true;
            socket.close();
        }
    }

    @Override
    public SIPTransactionStack getSIPStack() {
        return sipStack;
    }

    /** The door of every response over UDP: to the packet source that the top Via names by now, so never to a name. */
    @Override
    public MessageChannel createMessageChannel(HostPort peer) throws IOException {
        var host = peer.getHost().getHostname();
        if (!ADDRESS.matcher(host).matches()) {
            throw new IOException("names are not looked up here: " + host);
        }
        return createMessageChannel(InetAddress.getByName(host), peer.getPort());
    }

    @Override
    public MessageChannel createMessageChannel(InetAddress address, int port) throws IOException {
        return new JainChannel(this, socket.to(new InetSocketAddress(address, port)));
    }

    @Override
    public int getDefaultTargetPort() {
        return isSecure() ? 5061 : 5060;
    }

    @Override
    public boolean isSecure() {
        return wireTransport == Transport.TLS;
    }

    @Override
    public int getMaximumMessageSize() {
        return LARGEST_MESSAGE;
    }

    @Override
    public boolean inUse() {
        return false;
    }
}

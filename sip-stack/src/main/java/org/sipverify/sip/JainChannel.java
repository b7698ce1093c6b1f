package org.sipverify.sip;

import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.stack.MessageChannel;
import gov.nist.javax.sip.stack.RawMessageChannel;
import gov.nist.javax.sip.stack.SIPTransaction;
import gov.nist.javax.sip.stack.SIPTransactionStack;
import java.io.IOException;
import java.net.InetAddress;
import javax.sip.address.Hop;
import org.sipverify.sip.transport.Transport;
import org.sipverify.sip.transport.Wire;

/** A wire to one peer as JAIN-SIP sees it. */
final class JainChannel extends MessageChannel implements RawMessageChannel {
    private final JainProcessor processor;
    private final Wire wire;

    JainChannel(JainProcessor processor, Wire wire) {
        this.messageProcessor = processor;
        this.processor = processor;
        this.wire = wire;
    }

    /** Gives a parsed request to the transaction layer, in the lane of its call: the stack's locks want one thread. */
    @Override
    public void processMessage(SIPMessage message) {
        address(message);
        process((SIPRequest) message);
    }

    private void address(SIPMessage message) {
        message.setRemoteAddress(wire.remote().getAddress());
        message.setRemotePort(wire.remote().getPort());
        message.setPeerPacketSourceAddress(wire.remote().getAddress());
        message.setPeerPacketSourcePort(wire.remote().getPort());
        message.setLocalAddress(wire.local().getAddress());
        message.setLocalPort(wire.local().getPort());
    }

    private void process(SIPRequest request) {
        var server = getSIPStack().newSIPServerRequest(request, this);
        if (server == null) {
            return; // dropped by the stack: a retransmission that needs no answer
        }
        try {
            server.processRequest(request, this);
        } finally {
            release(server);
        }
    }

    private static void release(Object server) {
        if (server instanceof SIPTransaction transaction && !transaction.passToListener()) {
            transaction.releaseSem();
        }
    }

    @Override
    public void sendMessage(SIPMessage message) throws IOException {
        wire.send(message.encodeAsBytes(getTransport()));
    }

    /** The wire has its peer: whatever address the stack worked out from a Via is not looked at. */
    @Override
    protected void sendMessage(byte[] message, InetAddress address, int port, boolean reconnect) throws IOException {
        wire.send(message);
    }

    @Override
    public void sendMessage(SIPMessage message, Hop hop) throws IOException {
        sendMessage(message);
    }

    @Override
    public void close() {
        // the stack never closes our wires: they live by their own limits
    }

    @Override
    public SIPTransactionStack getSIPStack() {
        return processor.getSIPStack();
    }

    @Override
    public String getTransport() {
        return processor.wireTransport().name();
    }

    @Override
    public boolean isReliable() {
        return processor.wireTransport() != Transport.UDP;
    }

    @Override
    public boolean isSecure() {
        return processor.isSecure();
    }

    @Override
    public String getPeerAddress() {
        return wire.remote().getAddress().getHostAddress();
    }

    @Override
    protected InetAddress getPeerInetAddress() {
        return wire.remote().getAddress();
    }

    @Override
    protected String getPeerProtocol() {
        return getTransport();
    }

    @Override
    public int getPeerPort() {
        return wire.remote().getPort();
    }

    @Override
    public int getPeerPacketSourcePort() {
        return wire.remote().getPort();
    }

    @Override
    public InetAddress getPeerPacketSourceAddress() {
        return wire.remote().getAddress();
    }

    @Override
    public String getKey() {
        return getKey(wire.remote().getAddress(), wire.remote().getPort(), getTransport());
    }

    @Override
    public String getViaHost() {
        return processor.getViaHeader().getHost();
    }

    @Override
    public int getViaPort() {
        return processor.getViaHeader().getPort();
    }
}

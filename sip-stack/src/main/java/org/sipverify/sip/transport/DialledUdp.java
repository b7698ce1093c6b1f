package org.sipverify.sip.transport;

import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.DatagramPacket;
import io.netty.handler.timeout.ReadTimeoutException;
import java.io.IOException;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.sipverify.sip.transport.TransportMeter.Loss;

/** A UDP socket for one peer: it has an address for Via, and reports when the peer's port is closed. */
final class DialledUdp extends ChannelWire {
    private static final Logger LOG = LogManager.getLogger();

    DialledUdp(DatagramChannel channel, Receiver receiver, TransportMeter meter) {
        super(channel, receiver, meter);
    }

    @Override
    public void send(byte[] message) throws IOException {
        if (!channel.isWritable()) { // also false once it is closed
            meter.lost(Loss.UDP_SEND);
            throw new IOException("the UDP socket's buffer is full");
        }
        receiver.leaving(this, message);
        Outgoing.send(channel, message);
    }

    @Override
    public void handled() {
        // datagrams are not waited for
    }

    ChannelHandler inbound() {
        return new Inbound();
    }

    private final class Inbound extends SimpleChannelInboundHandler<DatagramPacket> {
        @Override
        protected void channelRead0(ChannelHandlerContext context, DatagramPacket packet) {
            receiver.received(DialledUdp.this, ByteBufUtil.getBytes(packet.content()));
        }

        /** Usually the peer's port is closed (ICMP); that may have changed when the next request is sent. */
        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable problem) {
            if (problem instanceof ReadTimeoutException) {
                lose(Loss.IDLE);
            } else if (problem instanceof IOException) {
                lose(Loss.UDP_SEND);
            } else {
                LOG.error("the connection to {} failed", remote(), problem);
                close();
            }
        }
    }
}

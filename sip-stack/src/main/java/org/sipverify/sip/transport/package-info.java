/**
 * The transports, over Netty: {@link org.sipverify.sip.transport.UdpSocket} and {@link
 * org.sipverify.sip.transport.TcpListener} receive messages, {@link org.sipverify.sip.transport.Dialer} opens wires to
 * other servers, and {@link org.sipverify.sip.transport.SerialLanes} keeps the messages of one call in order.
 */
@NullMarked
package org.sipverify.sip.transport;

import org.jspecify.annotations.NullMarked;

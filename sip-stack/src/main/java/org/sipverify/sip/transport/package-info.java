/**
 * The wires, over Netty: {@link org.sipverify.sip.transport.UdpSocket} and {@link
 * org.sipverify.sip.transport.TcpListener} take messages in, {@link org.sipverify.sip.transport.Dialer} opens wires to
 * others, and {@link org.sipverify.sip.transport.SerialLanes} keeps the messages of one call in their order.
 */
@NullMarked
package org.sipverify.sip.transport;

import org.jspecify.annotations.NullMarked;

/**
 * The server, and the one package that imports JAIN-SIP, of which it uses the parser alone. {@link
 * org.sipverify.sip.stack.SipServer} puts the parts together, {@link org.sipverify.sip.stack.Sockets} opens what it
 * listens on. A message takes this way:
 *
 * <ol>
 *   <li>{@link org.sipverify.sip.transport.UdpSocket} reads a datagram, or {@link
 *       org.sipverify.sip.transport.TcpConnection} a stream that {@link org.sipverify.sip.guard.MessageFramer} cuts
 *       into messages, on a thread of Netty;
 *   <li>{@link org.sipverify.sip.trace.TracingReceiver} shows it to the traces, if there are any;
 *   <li>{@link org.sipverify.sip.stack.InboundPipeline} takes it, with the transport it arrived on;
 *   <li>{@link org.sipverify.sip.stack.InboundFilter} asks {@link org.sipverify.sip.admission.Admission} whether its
 *       source is served and within its limits, and {@link org.sipverify.sip.guard.MessageGuard} whether its bytes mean
 *       one thing; it answers what they turn away, and lets a {@link org.sipverify.sip.guard.ValidMessage} pass;
 *   <li>{@link org.sipverify.sip.transport.HeldOctets} has room for it, or it is turned away;
 *   <li>{@link org.sipverify.sip.transport.SerialLanes} hands it on in the lane of its Call-ID, after what came before
 *       it;
 *   <li>{@link org.sipverify.sip.stack.InboundPipeline} drops it there if it is stale, and hands a response to {@link
 *       org.sipverify.sip.client.ClientTransactions}, which knows the requests that {@link
 *       org.sipverify.sip.stack.Outbound} has sent;
 *   <li>{@link org.sipverify.sip.stack.RequestDispatcher} finds the {@link org.sipverify.sip.stack.InviteTransaction}
 *       it belongs to in {@link org.sipverify.sip.stack.Transactions}, by its {@link
 *       org.sipverify.sip.stack.TransactionKey}: an ACK ends it, a repeated INVITE gets its last response again, a
 *       CANCEL cancels its call; an INVITE that came late after its ACK is known to {@link
 *       org.sipverify.sip.stack.RecentTransactions} and dropped;
 *   <li>{@link org.sipverify.sip.stack.RequestParser} parses any other request, {@link
 *       org.sipverify.sip.stack.MessageMapper} turns it into a {@link org.sipverify.sip.stack.ParsedRequest}, and
 *       {@link org.sipverify.sip.stack.RequestInspection} rejects what RFC 3261 section 8.2 has a server reject;
 *   <li>{@link org.sipverify.sip.stack.Calls} has a place for a new INVITE or not, begins its transaction, and has the
 *       {@link org.sipverify.sip.CallHandler} begin with it;
 *   <li>{@link org.sipverify.sip.stack.ServerCall} is the call that handler sees; what the handler asked for comes back
 *       into the lane by {@link org.sipverify.sip.transport.LaneTimer}, and so does its answer;
 *   <li>{@link org.sipverify.sip.stack.SipsRules} checks the answer to a {@code sips:} call, {@link
 *       org.sipverify.sip.stack.ResponseSender} writes it from the request's {@link
 *       org.sipverify.sip.guard.ResponseTemplate} and keeps it within the room that {@link
 *       org.sipverify.sip.admission.AmplificationGuard} leaves;
 *   <li>{@link org.sipverify.sip.transport.Wire} sends it, and {@link org.sipverify.sip.stack.InviteTransaction}
 *       repeats it over UDP until its ACK comes.
 * </ol>
 *
 * <p>Shared state: {@link org.sipverify.sip.stack.Transactions} (the transactions under way, and what is held for
 * others), {@link org.sipverify.sip.stack.Calls} (the places that are free) and {@link
 * org.sipverify.sip.admission.Admission} (rates and bans). All else belongs to one message or to one lane.
 */
@NullMarked
package org.sipverify.sip.stack;

import org.jspecify.annotations.NullMarked;

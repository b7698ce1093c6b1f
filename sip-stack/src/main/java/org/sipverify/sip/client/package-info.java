/**
 * Requests of our own. {@link org.sipverify.sip.client.RequestSender} is the face: inside a server {@code
 * SipServer.sender} gives it, elsewhere {@link org.sipverify.sip.client.StandaloneClient}. Nothing here waits. A
 * request takes this way:
 *
 * <ol>
 *   <li>{@link org.sipverify.sip.client.OutboundRequest} says what to send and where to;
 *   <li>{@link org.sipverify.sip.client.HopFailover} follows it from here on, in the lane of its Call-ID, with its time
 *       limit;
 *   <li>{@link org.sipverify.sip.dns.HopSearch} finds the hops (RFC 3263), on a thread of its own where DNS is needed;
 *       {@link org.sipverify.sip.client.RequestSize} rules out UDP for a large request;
 *   <li>{@link org.sipverify.sip.client.HopOpening} opens the way to the first hop by {@link
 *       org.sipverify.sip.client.Wires}, or shares one that is open; the result is a {@link
 *       org.sipverify.sip.client.Flow};
 *   <li>{@link org.sipverify.sip.client.SentMessage} writes the request with a Via of that flow and a branch that
 *       cannot be guessed, and with the answers to challenges of a {@link org.sipverify.sip.digest.Authenticator};
 *   <li>{@link org.sipverify.sip.client.InviteClientTransaction} or {@link
 *       org.sipverify.sip.client.NonInviteClientTransaction} sends it and repeats it (RFC 3261 section 17.1, RFC 6026);
 *       both are in {@link org.sipverify.sip.client.ClientTransactions} until they end;
 *   <li>a response comes back through the guard into the lane of its Call-ID. {@code ClientTransactions.received} finds
 *       the transaction by branch, method, Call-ID and the peer that was asked, and counts what belongs to none;
 *   <li>silence, a broken or refused connection and 503 lead to the next hop, and the failed one is remembered by
 *       {@link org.sipverify.sip.dns.Locator}; 401 and 407 lead to the same one again, with the next CSeq;
 *   <li>{@link org.sipverify.sip.client.ResponseListener} receives everything else, in the lane;
 *   <li>the ACK of a 2xx is the listener's concern, by {@link org.sipverify.sip.client.RequestSender#acknowledge}; that
 *       of any other final response has been sent by then.
 * </ol>
 *
 * <p>Shared state: {@code ClientTransactions} (the table, and how many requests are under way to which address) and the
 * open wires of {@link org.sipverify.sip.transport.Dialer}. All else belongs to one request and its lane.
 */
@NullMarked
package org.sipverify.sip.client;

import org.jspecify.annotations.NullMarked;

/**
 * Calls that a server bridges, with a caller and callees over UDP. What has cost other back-to-back user agents a bug is
 * tested here, and with sipp on both sides by the {@code Bridge...IT} of the app:
 *
 * <table>
 * <caption>Who tests what</caption>
 * <tr><td>CANCEL has branch, Request-URI and CSeq of its INVITE</td><td>BridgedCallTest, BridgeRacesIT</td></tr>
 * <tr><td>CANCEL after a challenge hits the new transaction; challenges are answered once, at the same hop</td>
 *     <td>ChallengedBridgeTest; ChallengedTest of the client</td></tr>
 * <tr><td>a 2xx that crosses the CANCEL, and each loser of a fork, gets ACK and BYE</td>
 *     <td>BridgedCallTest, BridgeRacesIT</td></tr>
 * <tr><td>a refusal is acknowledged, then the next target is tried</td><td>FailOverTest, BridgePolicyIT</td></tr>
 * <tr><td>the caller's 2xx is repeated until the ACK, and 64 times T1 without one end both legs</td>
 *     <td>BridgedCallTest, BridgeRacesIT</td></tr>
 * <tr><td>what the server begins over UDP is retransmitted</td><td>OddPeersTest</td></tr>
 * <tr><td>CSeq numbers and tags belong to one leg</td><td>WithinTheCallTest, BridgedCallTest</td></tr>
 * <tr><td>Route, Record-Route, Via, credentials, User-Agent do not pass</td><td>BridgedCallTest, BridgeIT</td></tr>
 * <tr><td>Contact has the address that the peer reaches, also where the server listens on all</td>
 *     <td>BridgeTransportsIT</td></tr>
 * <tr><td>100rel on one side only; PRACK to the early dialog; a wrong RAck; a 2xx waits for PRACK</td>
 *     <td>ReliableProgressTest, LostProgressTest</td></tr>
 * <tr><td>requests and CANCEL belong to dialog and branch, not to a socket</td><td>OddPeersTest</td></tr>
 * <tr><td>an unknown request within a call gets 481 at once; an unknown ACK gets nothing</td>
 *     <td>BridgeIT, WithinTheCallTest, OddPeersTest</td></tr>
 * <tr><td>a leg that only rings ends</td><td>FailOverTest</td></tr>
 * <tr><td>a silent target is given up, and cancelled or hung up on when it is late</td><td>FailOverTest</td></tr>
 * <tr><td>a target that is down, or has enough calls, is passed over; no place is lost</td>
 *     <td>ProbesTest, CallsPerTargetTest, BridgeProbesIT</td></tr>
 * <tr><td>the best refusal is told; 503 becomes 500; a redirect keeps its Contact</td>
 *     <td>FailOverTest, RedirectedTest, BridgeIT</td></tr>
 * <tr><td>the 200 to CANCEL leaves before the 487</td><td>BridgedCallTest</td></tr>
 * <tr><td>REFER is carried out, relayed or declined; 202 before the first NOTIFY, BYE after the last; again after 407; Replaces
 *     names the dialog beyond this server</td>
 *     <td>TransferHandledTest, TransferRelayedTest, TransferRejectedTest, AttendedTransferTest, BridgeTransferIT</td></tr>
 * <tr><td>values from outside set no field that frames or routes</td><td>BridgeMistakesTest of the policy</td></tr>
 * <tr><td>a repeated request happens once, and its transaction ends</td><td>WithinTheCallTest, BridgeIT</td></tr>
 * <tr><td>a CANCEL before the verdict makes no call</td><td>BridgeRacesIT, CancelRacesIT</td></tr>
 * <tr><td>Reason of CANCEL and BYE passes; BYE follows the route set</td><td>BridgedCallTest, OddPeersTest</td></tr>
 * <tr><td>nothing of a call is left</td><td>{@link org.sipverify.sip.bridged.BridgedServer}, after each test</td></tr>
 * <tr><td>a call that is sent back here ends</td><td>OddPeersTest, RedirectedTest</td></tr>
 * <tr><td>framing over TCP</td><td>MessageFramerTest</td></tr>
 * <tr><td>a target that takes no connection leaves nothing behind</td><td>OddPeersTest</td></tr>
 * <tr><td>both hang up at once; BYE before the ACK</td><td>BridgedCallTest, BridgeIT</td></tr>
 * <tr><td>both modify at once: 491, and no third state</td><td>WithinTheCallTest</td></tr>
 * <tr><td>Max-Forwards 0 and 1</td><td>BridgeIT</td></tr>
 * <tr><td>a redirect to nowhere, or to what was tried, is a failure</td><td>RedirectedTest</td></tr>
 * </table>
 */
package org.sipverify.sip.bridged;

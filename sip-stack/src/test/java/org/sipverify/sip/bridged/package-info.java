/**
 * Calls that a server bridges, with a caller and callees over UDP that say what a test tells them to, byte by byte. What has
 * cost other back-to-back user agents a bug is tested with sipp on both sides too, through the packaged server: the
 * scenarios are those of scripts/sipp, and a row without the name of another test is one of {@code BridgePitfallsIT} of
 * the app. "none" says why it cannot be shown by sipp, or that sipp alone shows it.
 *
 * <table>
 * <caption>Who tests what</caption>
 * <tr><th></th><th>sipp</th><th>here</th></tr>
 * <tr><td>CANCEL has branch, Request-URI, number and addresses of its INVITE</td><td>caller-cancels,
 *     callee-compares-the-cancel</td><td>BridgedCallTest</td></tr>
 * <tr><td>CANCEL after 401, 407 and 422 is of the second INVITE</td><td>caller-cancels,
 *     callee-wants-a-second-invite</td><td>ChallengedBridgeTest</td></tr>
 * <tr><td>challenges are answered once</td><td>caller-is-refused,
 *     callee-is-never-satisfied</td><td>ChallengedBridgeTest</td></tr>
 * <tr><td>a challenge is answered at the same address</td><td>none: sipp has no name server that gives it two
 *     addresses</td><td>ChallengedTest of the client</td></tr>
 * <tr><td>a 2xx that crosses the CANCEL gets ACK and BYE</td><td>caller-cancels,
 *     callee-answers-despite-the-cancel</td><td>BridgedCallTest</td></tr>
 * <tr><td>a 2xx after a CANCEL that could not be sent gets ACK and BYE</td><td>cancel,
 *     callee-answers-after-the-cancel of BridgeRacesIT</td><td>BridgedCallTest</td></tr>
 * <tr><td>each loser of a fork gets ACK and BYE; each branch is an early dialog of its
 *     own</td><td>caller-sees-both-branches, callee-forks</td><td>BridgedCallTest</td></tr>
 * <tr><td>a refusal is acknowledged, then the next target is tried</td><td>caller-is-refused,
 *     callee-refuses</td><td>FailOverTest</td></tr>
 * <tr><td>the caller's 2xx is repeated until the ACK</td><td>caller-acknowledges-late,
 *     callee-is-hung-up-on</td><td>BridgedCallTest</td></tr>
 * <tr><td>64 times T1 without an ACK end both legs</td><td>caller-never-acknowledges, callee-is-never-acknowledged
 *     of BridgeRacesIT</td><td>BridgedCallTest</td></tr>
 * <tr><td>what the server begins over UDP is retransmitted</td><td>caller-asks,
 *     callee-is-deaf-at-first</td><td>OddPeersTest</td></tr>
 * <tr><td>CSeq numbers belong to one leg</td><td>caller-counts-from-4711,
 *     callee-counts-from-2147480000</td><td>WithinTheCallTest</td></tr>
 * <tr><td>tags, Call-ID, Route, Record-Route, Via, Require, credentials, User-Agent and Server belong to one
 *     leg</td><td>caller-keeps-its-secrets, callee-keeps-its-secrets</td><td>BridgedCallTest</td></tr>
 * <tr><td>Contact has the address that the peer reaches, also where the server listens on all; the session is
 *     untouched</td><td>caller-looks-at-the-address, callee-looks-at-the-address;
 *     BridgeTransportsIT</td><td>none</td></tr>
 * <tr><td>100rel on one side only</td><td>caller-knows-no-prack, callee-is-reliable-unasked; caller-requires-prack,
 *     callee-knows-no-prack</td><td>ReliableProgressTest</td></tr>
 * <tr><td>PRACK goes to the early dialog; a wrong RAck gets 481, none 400</td><td>caller-acknowledges-wrongly,
 *     callee-is-reliable</td><td>ReliableProgressTest</td></tr>
 * <tr><td>a 2xx waits for the PRACK of a session</td><td>caller-acknowledges-the-session-late,
 *     callee-answers-before-the-prack</td><td>ReliableProgressTest</td></tr>
 * <tr><td>offer and answer in PRACK</td><td>caller-answers-in-its-prack,
 *     callee-offers-in-its-progress</td><td>ReliableProgressTest, LostProgressTest</td></tr>
 * <tr><td>requests and CANCEL belong to dialog and branch, not to a socket</td><td>speaks-from-elsewhere beside
 *     caller and callee</td><td>OddPeersTest</td></tr>
 * <tr><td>an unknown request within a call gets 481 at once</td><td>caller-asks-after-the-end,
 *     callee-asks-after-the-end</td><td>WithinTheCallTest</td></tr>
 * <tr><td>an ACK of nothing gets nothing</td><td>caller-acknowledges-what-was-not-said,
 *     callee-is-asked</td><td>OddPeersTest</td></tr>
 * <tr><td>a leg that only rings ends</td><td>caller-is-refused, callee-only-rings</td><td>FailOverTest</td></tr>
 * <tr><td>a silent target is given up, and cancelled or hung up on when it is
 *     late</td><td>BridgePolicyIT</td><td>FailOverTest</td></tr>
 * <tr><td>a target that is down, or has enough calls, is passed over; no place is
 *     lost</td><td>BridgeProbesIT</td><td>ProbesTest, CallsPerTargetTest</td></tr>
 * <tr><td>503 becomes 500</td><td>caller-is-refused, callee-refuses</td><td>FailOverTest</td></tr>
 * <tr><td>a redirect keeps its Contact</td><td>caller-is-redirected, callee-refuses</td><td>RedirectedTest</td></tr>
 * <tr><td>who rings in vain does not hide the better refusal of another</td><td>caller-is-refused,
 *     callee-refuses-then-only-rings</td><td>FailOverTest</td></tr>
 * <tr><td>the 200 to CANCEL leaves before the 487</td><td>caller-cancels,
 *     callee-is-cancelled</td><td>BridgedCallTest</td></tr>
 * <tr><td>REFER reaches the remote target, again after 407; BYE comes after the last NOTIFY</td><td>caller-refers,
 *     callee-is-referred</td><td>TransferRelayedTest, TransferRejectedTest</td></tr>
 * <tr><td>REFER is carried out: 202 before the first NOTIFY, BYE after the last</td><td>caller-is-transferred,
 *     callee-transfers, third-takes-the-call of BridgeTransferIT</td><td>TransferHandledTest</td></tr>
 * <tr><td>Replaces names the dialog beyond this server, which is reached by its route set</td><td>none: three calls
 *     at once, of which sipp knows one</td><td>AttendedTransferTest, TransferRelayedTest</td></tr>
 * <tr><td>values of the verifier set no field</td><td>caller-is-hung-up-on,
 *     callee-keeps-its-secrets</td><td>BridgeMistakesTest of the policy</td></tr>
 * <tr><td>what is dropped leaves no transaction</td><td>caller-looks-like-a-scanner,
 *     callee-is-hung-up-on</td><td>WithinTheCallTest</td></tr>
 * <tr><td>a repeated request happens once</td><td>caller-repeats-itself, callee-is-hung-up-on of
 *     BridgeIT</td><td>WithinTheCallTest</td></tr>
 * <tr><td>a CANCEL right behind the INVITE makes no ghost call</td><td>caller-cancels-at-once,
 *     callee-is-cancelled</td><td>none</td></tr>
 * <tr><td>Reason of CANCEL and BYE passes</td><td>caller-cancels,
 *     callee-compares-the-cancel</td><td>BridgedCallTest</td></tr>
 * <tr><td>requests follow the route set</td><td>caller-is-behind-a-proxy,
 *     callee-is-behind-a-proxy</td><td>OddPeersTest</td></tr>
 * <tr><td>every call of a load over UDP goes through, and nothing is left</td><td>caller-hangs-up,
 *     callee-is-hung-up-on; the heap: scripts/soak</td><td>{@link org.sipverify.sip.bridged.BridgedServer}, after
 *     each test</td></tr>
 * <tr><td>a call that is sent back here ends; one that comes here twice is one call</td><td>caller-is-refused;
 *     caller-hangs-up, callee-is-hung-up-on</td><td>OddPeersTest</td></tr>
 * <tr><td>framing over TCP: two messages in one segment, empty lines between</td><td>caller-says-two-things-at-once,
 *     callee-is-asked-twice; caller-hears-early-media,
 *     callee-says-two-things-at-once</td><td>MessageFramerTest</td></tr>
 * <tr><td>framing over TCP: split at every octet, a negative Content-Length</td><td>none: sipp cannot write half a
 *     message, nor a wrong length</td><td>MessageFramerTest</td></tr>
 * <tr><td>a target that takes no connection leaves nothing behind</td><td>caller-hangs-up,
 *     callee-is-hung-up-on</td><td>OddPeersTest</td></tr>
 * <tr><td>both hang up at once</td><td>caller-hangs-up, callee-hangs-up-too</td><td>BridgedCallTest</td></tr>
 * <tr><td>BYE before the ACK</td><td>caller-hangs-up-before-its-ack,
 *     callee-has-no-time-to-speak</td><td>BridgedCallTest</td></tr>
 * <tr><td>both modify at once: 491, and no third state</td><td>caller-holds-at-the-same-time,
 *     callee-holds-at-the-same-time</td><td>WithinTheCallTest</td></tr>
 * <tr><td>422: the interval is raised once and kept, and so is who refreshes</td><td>caller-refreshes-its-side,
 *     callee-wants-a-long-interval</td><td>SessionTimerTest, RefreshTest</td></tr>
 * <tr><td>Max-Forwards 0 and 1; OPTIONS with 0</td><td>caller-is-refused; caller-hangs-up, callee-is-hung-up-on;
 *     BridgeIT</td><td>none</td></tr>
 * <tr><td>a redirect without Contact, to another scheme, or to where the call came from is a
 *     failure</td><td>caller-is-refused, callee-refuses; callee-sends-it-back</td><td>RedirectedTest</td></tr>
 * <tr><th colspan="3">CANCEL, and what else may come while the verifier is asked</th></tr>
 * <tr><td>the verifier is asked once, however often the INVITE comes</td><td>caller-repeats-itself,
 *     callee-is-hung-up-on</td><td>none</td></tr>
 * <tr><td>CANCEL before the verdict: no call, and the question is aborted</td><td>cancel of
 *     BridgeRacesIT</td><td>CancelRacesIT</td></tr>
 * <tr><td>BYE in place of CANCEL while it rings</td><td>caller-hangs-up-while-it-rings,
 *     callee-is-cancelled</td><td>none</td></tr>
 * <tr><td>the verifier does not answer in time</td><td>caller-hangs-up, callee-is-hung-up-on of
 *     BridgeRacesIT</td><td>none</td></tr>
 * <tr><td>the caller's connection is lost</td><td>caller-calls-and-is-gone,
 *     callee-is-cancelled</td><td>none</td></tr>
 * <tr><td>the server stops, or is killed</td><td>BridgeRacesIT</td><td>WithinTheCallTest</td></tr>
 * <tr><td>CANCEL after the answer changes nothing</td><td>caller-cancels-too-late,
 *     callee-is-hung-up-on</td><td>none</td></tr>
 * <tr><td>CANCEL before the callee says anything waits for its first response</td><td>cancel,
 *     callee-rings-after-the-cancel</td><td>none</td></tr>
 * <tr><td>the callee never says anything: Timer B ends it</td><td>caller-cancels-at-once,
 *     callee-says-nothing</td><td>none</td></tr>
 * <tr><td>calls that wait for the verifier delay no OPTIONS, and only so many wait</td><td>caller-hangs-up,
 *     callee-is-hung-up-on, options</td><td>none</td></tr>
 * </table>
 */
package org.sipverify.sip.bridged;

/**
 * The legs of a bridged call: SIP on one side, {@link org.sipverify.bridge.LegEvent} on the other.
 *
 * <ol>
 *   <li>{@link org.sipverify.sip.leg.CallerLeg} answers the INVITE that was received, {@link
 *       org.sipverify.sip.leg.CalleeLeg} sends one to each target in turn, an attempt each;
 *   <li>each dialog that comes of it is an {@code InviteUsage}: requests of the peer, requests to it, and the end;
 *   <li>{@link org.sipverify.sip.leg.LegTable} finds the leg of a request within a dialog.
 * </ol>
 *
 * <p>Shared state: the table alone. A leg belongs to the lane of its call.
 */
@NullMarked
package org.sipverify.sip.leg;

import org.jspecify.annotations.NullMarked;

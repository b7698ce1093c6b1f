/**
 * Transfers of bridged calls: what becomes of a REFER within the call (RFC 3515), and of an INVITE that is to take the
 * place of a call here (RFC 3891).
 *
 * <ol>
 *   <li>{@link org.sipverify.sip.transfer.Transfers} makes both legs of a call and takes the REFERs of their peers: each
 *       is declined, passed on, or carried out;
 *   <li>{@code ReferTo} and {@link org.sipverify.sip.transfer.Replaces} say where to and which call is replaced; one that
 *       has a leg here is replaced by the dialog beyond it;
 *   <li>carried out, {@code Successor} is the new leg, and {@code Subscription} tells who asked how it goes.
 * </ol>
 *
 * <p>Everything happens in the lane of the call; of calls in other lanes only {@link org.sipverify.sip.dialog.DialogMirror}
 * is seen.
 */
@NullMarked
package org.sipverify.sip.transfer;

import org.jspecify.annotations.NullMarked;

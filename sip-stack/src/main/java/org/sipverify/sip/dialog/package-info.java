/**
 * Dialogs (RFC 3261 section 12), as values of our own. {@link org.sipverify.sip.dialog.Dialog} is one, from its first
 * provisional response to its BYE:
 *
 * <ol>
 *   <li>{@link org.sipverify.sip.dialog.Dialogs} begins it, from a response to an INVITE of this server or from a peer's
 *       INVITE; a fork gives several, one for each To tag;
 *   <li>{@link org.sipverify.sip.dialog.DialogTable} keeps it by its id while it lasts, and finds it by the tags of a
 *       message;
 *   <li>{@link org.sipverify.sip.dialog.Dialog#received} checks the order of the peer's requests, {@link
 *       org.sipverify.sip.dialog.Dialog#request} and {@link org.sipverify.sip.dialog.Dialog#ack} make those of this end,
 *       whose way {@link org.sipverify.sip.dialog.Routing} knows;
 *   <li>{@link org.sipverify.sip.dialog.DialogJson} writes it down and reads it back, for a process that takes over.
 * </ol>
 *
 * <p>Shared state: the table alone. A dialog changes in the lane of its call.
 */
@NullMarked
package org.sipverify.sip.dialog;

import org.jspecify.annotations.NullMarked;

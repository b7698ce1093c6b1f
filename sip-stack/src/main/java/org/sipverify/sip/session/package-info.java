/**
 * Session timers (RFC 4028): {@link org.sipverify.sip.session.SessionOffer} proposes one in the INVITE that begins a
 * dialog and refuses what is too small, {@link org.sipverify.sip.session.SessionTimer} keeps what is agreed within it.
 */
@NullMarked
package org.sipverify.sip.session;

import org.jspecify.annotations.NullMarked;

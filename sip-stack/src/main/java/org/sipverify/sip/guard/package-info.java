/**
 * Framing and strict reading of bytes: {@link org.sipverify.sip.guard.MessageFramer} cuts a stream into messages,
 * {@link org.sipverify.sip.guard.MessageGuard} passes only those whose bytes are unambiguous. It does not use sockets.
 */
@NullMarked
package org.sipverify.sip.guard;

import org.jspecify.annotations.NullMarked;
